using CniMigration.Migration.Workloads.Snapshots;

namespace CniMigration.Migration.Workloads.Room;

/// <summary>The claims of a pod, and the nodes that their volumes can be reached from.</summary>
internal static class Volumes
{
    /// <summary>The labels by which a volume without a node affinity tells its place; the older names stand for the newer.</summary>
    private static readonly (string Key, string Older)[] PlaceLabels =
    [
        ("topology.kubernetes.io/zone", "failure-domain.beta.kubernetes.io/zone"),
        ("topology.kubernetes.io/region", "failure-domain.beta.kubernetes.io/region"),
    ];

    internal static IEnumerable<V1PersistentVolumeClaim> Claims(V1PodSpec pod, string @namespace, ClusterSnapshot snapshot) =>
        (pod.Volumes ?? [])
            .Select(volume => volume.PersistentVolumeClaim?.ClaimName)
            .OfType<string>()
            .SelectMany(name => snapshot.Claims.Where(c => c.Metadata.NamespaceProperty == @namespace && c.Metadata.Name == name));

    internal static bool HoldsOneNode(V1PersistentVolumeClaim claim) =>
        (claim.Spec.AccessModes ?? []) is { Count: > 0 } modes && modes.All(m => m is "ReadWriteOnce" or "ReadWriteOncePod");

    /// <summary>Whether every bound volume of the pod can be used on the node.</summary>
    internal static bool Reach(V1PodSpec pod, string @namespace, ClusterSnapshot snapshot, V1Node node) =>
        Bound(pod, @namespace, snapshot).All(bound => Reach(bound.Volume, node));

    /// <summary>The first volume of the pod, with its claim, that none of the nodes reaches; null where each is reached by one.</summary>
    internal static (V1PersistentVolumeClaim Claim, V1PersistentVolume Volume)? OutOfReach(
        V1PodSpec pod, string @namespace, ClusterSnapshot snapshot, IReadOnlyCollection<V1Node> nodes) =>
        Bound(pod, @namespace, snapshot).Where(bound => !nodes.Any(node => Reach(bound.Volume, node)))
            .Select(bound => ((V1PersistentVolumeClaim, V1PersistentVolume)?)bound)
            .FirstOrDefault();

    /// <summary>Where a volume can be reached from, as its affinity or its labels have it.</summary>
    internal static string PlaceText(V1PersistentVolume volume) =>
        volume.Spec.NodeAffinity?.Required?.NodeSelectorTerms is { Count: > 0 } terms
            ? string.Join(" or ", terms.Select(term => string.Join(", ", (term.MatchExpressions ?? []).Select(PlaceText))))
            : string.Join(", ", PlaceLabels
                .Where(label => Place(volume.Metadata.Labels, label) is not null)
                .Select(label => $"{label.Key} {Place(volume.Metadata.Labels, label)}"));

    private static string PlaceText(V1NodeSelectorRequirement asked) => $"{asked.Key} {asked.OperatorProperty} {string.Join("|", asked.Values ?? [])}";

    private static IEnumerable<(V1PersistentVolumeClaim Claim, V1PersistentVolume Volume)> Bound(V1PodSpec pod, string @namespace, ClusterSnapshot snapshot) =>
        Claims(pod, @namespace, snapshot).SelectMany(
            claim => snapshot.Volumes.Where(v => v.Metadata.Name == claim.Spec.VolumeName).Select(volume => (claim, volume)));

    /// <summary>A node that does not say where it is reaches everything; a volume may name several places.</summary>
    private static bool Reach(V1PersistentVolume volume, V1Node node) =>
        NodeFit.Matches(volume.Spec.NodeAffinity?.Required, node)
        && PlaceLabels.All(label => Place(volume.Metadata.Labels, label) is not { } places
            || Place(node.Metadata.Labels, label) is not { } place
            || places.Split("__").Contains(place));

    private static string? Place(IDictionary<string, string>? labels, (string Key, string Older) label) =>
        Labels.Value(labels, label.Key) ?? Labels.Value(labels, label.Older);
}
