using CniMigration.Migration.Workloads.Plans;
using CniMigration.Migration.Workloads.Snapshots;

namespace CniMigration.Migration.Workloads.Room;

/// <summary>The pods of one workload as the scheduler will see them, and where they may go.</summary>
internal sealed record Placing(
    V1PodSpec Pod, IDictionary<string, string>? PodLabels, string Namespace, int Replicas, ClusterSnapshot Snapshot, MoveDestination Destination)
{
    /// <summary>The nodes that its new pods may go to.</summary>
    internal IEnumerable<V1Node> Target => Snapshot.Target(Destination).Where(node => NodeFit.Wants(Pod, node) && !NodeFit.IsKeptOff(Pod, node));

    /// <summary>All nodes known here by name.</summary>
    internal IReadOnlyDictionary<string, V1Node> Nodes =>
        Snapshot.OldNodes.Concat(Snapshot.CiliumNodes).DistinctBy(n => n.Metadata.Name).ToDictionary(n => n.Metadata.Name);
}
