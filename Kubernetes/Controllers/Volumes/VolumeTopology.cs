using CniMigration.Kubernetes.Controllers.Runtime;

namespace CniMigration.Kubernetes.Controllers.Volumes;

/// <summary>Which nodes can reach which volumes.</summary>
internal static class VolumeTopology
{
    public const string Zone = "topology.kubernetes.io/zone";

    private static readonly string[] ZoneLabels =
        [Zone, "topology.kubernetes.io/region", "failure-domain.beta.kubernetes.io/zone", "failure-domain.beta.kubernetes.io/region"];

    public static bool Allows(PersistentVolume volume, Node node) =>
        volume.Spec.NodeAffinity?.Required is not { } required || required.Matches(node.Name, node.Metadata.Labels);

    /// <summary>The older rule, by the volume's own labels.</summary>
    public static bool ZoneAllows(PersistentVolume volume, Node node) => ZoneLabels.All(label =>
        !volume.Metadata.Labels.TryGetValue(label, out var zones)
        || !node.Metadata.Labels.TryGetValue(label, out var here)
        || zones.Split("__").Contains(here));

    /// <summary>Whether a claim could be bound or provisioned for a node.</summary>
    public static bool CanServe(PersistentVolumeClaim claim, StorageClass storageClass, Node node, Informer<PersistentVolume> volumes) =>
        FindStatic(claim, node, volumes) is not null || (Provisioners.Knows(storageClass.Provisioner) && TopologyAllows(storageClass, node));

    /// <summary>The smallest free volume that a claim can take, on a node where one is given.</summary>
    public static PersistentVolume? FindStatic(PersistentVolumeClaim claim, Node? node, Informer<PersistentVolume> volumes)
    {
        var wanted = claim.Spec.Resources.Requests.GetValueOrDefault("storage");
        return volumes.All()
            .Where(volume => !volume.IsDeleting && IsFreeFor(volume, claim))
            .Where(volume => volume.Spec.StorageClassName == (claim.Spec.StorageClassName ?? "")
                && claim.Spec.AccessModes.All(volume.Spec.AccessModes.Contains))
            .Where(volume => volume.Spec.Capacity.GetValueOrDefault("storage").Milli >= wanted.Milli)
            .Where(volume => claim.Spec.Selector?.Matches(volume.Metadata.Labels) != false && (node is null || Allows(volume, node)))
            .OrderByDescending(volume => volume.Spec.ClaimRef is not null)
            .ThenBy(volume => volume.Spec.Capacity.GetValueOrDefault("storage").Milli)
            .FirstOrDefault();
    }

    private static bool IsFreeFor(PersistentVolume volume, PersistentVolumeClaim claim) =>
        volume.Spec.ClaimRef is not { } reference
            ? volume.Status.Phase is "" or "Available" or "Pending"
            : reference.Namespace == claim.Namespace && reference.Name == claim.Name && (reference.Uid.Length == 0 || reference.Uid == claim.Uid);

    private static bool TopologyAllows(StorageClass storageClass, Node node) =>
        storageClass.AllowedTopologies.Count == 0
        || storageClass.AllowedTopologies.Any(term => term.MatchLabelExpressions.All(requirement =>
            node.Metadata.Labels.TryGetValue(requirement.Key == Provisioners.EbsZone ? Zone : requirement.Key, out var value)
                && requirement.Values.Contains(value)));
}
