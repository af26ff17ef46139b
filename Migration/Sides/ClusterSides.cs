using CniMigration.Migration.Clusters;

namespace CniMigration.Migration.Sides;

/// <summary>The nodes of one side and the pods on them.</summary>
internal sealed record ClusterSide(IReadOnlyList<V1Node> Nodes, IReadOnlyList<V1Pod> Pods)
{
    public IEnumerable<V1Pod> WorkloadPods => Pods.Where(pod => pod.IsWorkload());
}

/// <summary>The cluster's nodes and pods, by side. Pods that belong to no node yet are on neither.</summary>
internal sealed record ClusterSides(IReadOnlyList<V1Node> AllNodes, IReadOnlyList<V1Pod> AllPods, ClusterSide Old, ClusterSide Cilium)
{
    public IEnumerable<V1Pod> PendingWorkloads => AllPods.Where(pod => pod.IsPending() && pod.IsWorkload());

    /// <summary>
    /// Those on nodes that came after the nodes were listed, or went before the pods were: they are on neither side, and prove nothing about one.
    /// </summary>
    public IEnumerable<V1Pod> StrayWorkloads
    {
        get
        {
            var known = AllNodes.Select(node => node.Metadata.Name).ToHashSet();
            return AllPods.Where(pod => pod.Spec.NodeName is { Length: > 0 } node && !known.Contains(node) && pod.IsWorkload() && !pod.IsTerminating());
        }
    }

    public static async Task<ClusterSides> ReadAsync(IKubernetes cluster, string oldSelector, string ciliumSelector, CancellationToken cancellationToken)
    {
        var all = await cluster.NodesAsync(null, cancellationToken);
        var old = await cluster.NodesAsync(oldSelector, cancellationToken);
        var cilium = await cluster.NodesAsync(ciliumSelector, cancellationToken);
        var pods = await cluster.PodsAsync(cancellationToken);
        return new ClusterSides(all, pods, Side(old, pods), Side(cilium, pods));
    }

    private static ClusterSide Side(List<V1Node> nodes, List<V1Pod> pods)
    {
        var names = nodes.Select(node => node.Metadata.Name).ToHashSet();
        return new ClusterSide(nodes, [.. pods.Where(pod => names.Contains(pod.Spec.NodeName ?? ""))]);
    }
}
