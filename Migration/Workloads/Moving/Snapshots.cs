using CniMigration.Migration.Workloads.Planning;

namespace CniMigration.Migration.Workloads.Moving;

/// <summary>The watched cluster as a snapshot to plan from.</summary>
internal static class Snapshots
{
    /// <summary>What the watches show; what is not watched is as it was read when the round began.</summary>
    internal static ClusterSnapshot Snapshot(this MoveContext context) => context.Unwatched with
    {
        OldNodes = context.Cluster.OldNodes.All,
        CiliumNodes = context.Cluster.CiliumNodes.All,
        Pods = context.Cluster.Pods.All,
        Deployments = context.Cluster.Deployments.All,
        ReplicaSets = context.Cluster.ReplicaSets.All,
        StatefulSets = context.Cluster.StatefulSets.All,
        Budgets = context.Cluster.Budgets.All,
        FreeAddresses = context.Request.FreeAddresses,
    };

    /// <summary>The names of the nodes that are left.</summary>
    internal static HashSet<string> SourceNodes(this MoveContext context) =>
        [.. context.Snapshot().Source(context.Request.Destination).Select(n => n.Metadata.Name)];
}
