using k8s.Models;

namespace CniMigration.Migration.Workloads.Planning;

/// <summary>The claims of a pod, and the nodes that their volumes can be reached from.</summary>
internal static class Volumes
{
    internal static IEnumerable<V1PersistentVolumeClaim> Claims(V1PodSpec pod, string @namespace, ClusterSnapshot snapshot) =>
        (pod.Volumes ?? [])
            .Select(volume => volume.PersistentVolumeClaim?.ClaimName)
            .OfType<string>()
            .SelectMany(name => snapshot.Claims.Where(c => c.Metadata.NamespaceProperty == @namespace && c.Metadata.Name == name));

    internal static bool HoldsOneNode(V1PersistentVolumeClaim claim) =>
        (claim.Spec.AccessModes ?? []) is { Count: > 0 } modes && modes.All(m => m is "ReadWriteOnce" or "ReadWriteOncePod");

    /// <summary>Whether every bound volume of the pod can be used on the node.</summary>
    internal static bool Reach(V1PodSpec pod, string @namespace, ClusterSnapshot snapshot, V1Node node) =>
        Claims(pod, @namespace, snapshot)
            .SelectMany(claim => snapshot.Volumes.Where(v => v.Metadata.Name == claim.Spec.VolumeName))
            .All(volume => NodeFit.Matches(volume.Spec.NodeAffinity?.Required, node));
}
