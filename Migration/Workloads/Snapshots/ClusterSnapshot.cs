using CniMigration.Migration.Workloads.Plans;

namespace CniMigration.Migration.Workloads.Snapshots;

/// <summary>What a move is planned from: one reading of everything that bears on it.</summary>
internal sealed record ClusterSnapshot
{
    internal IReadOnlyList<V1Node> OldNodes { get; init; } = [];

    internal IReadOnlyList<V1Node> CiliumNodes { get; init; } = [];

    internal IReadOnlyList<V1Pod> Pods { get; init; } = [];

    internal IReadOnlyList<V1Deployment> Deployments { get; init; } = [];

    internal IReadOnlyList<V1ReplicaSet> ReplicaSets { get; init; } = [];

    internal IReadOnlyList<V1StatefulSet> StatefulSets { get; init; } = [];

    internal IReadOnlyList<V1PodDisruptionBudget> Budgets { get; init; } = [];

    internal IReadOnlyList<V1PersistentVolumeClaim> Claims { get; init; } = [];

    internal IReadOnlyList<V1PersistentVolume> Volumes { get; init; } = [];

    internal IReadOnlyList<V1ResourceQuota> Quotas { get; init; } = [];

    /// <summary>How many addresses the subnets of each zone have left, for the zones where that is known.</summary>
    internal IReadOnlyDictionary<string, int> FreeAddresses { get; init; } = new Dictionary<string, int>();

    /// <summary>How many addresses nodes of Cilium hold beside those that the subnets have left, for their own pods, and have not given yet; by node.</summary>
    internal IReadOnlyDictionary<string, int> WarmAddresses { get; init; } = new Dictionary<string, int>();

    /// <summary>The same in an order that follows from names alone: however a cluster was read, it makes one plan.</summary>
    internal ClusterSnapshot InOrder() => this with
    {
        OldNodes = ByName(OldNodes, n => n.Metadata),
        CiliumNodes = ByName(CiliumNodes, n => n.Metadata),
        Pods = ByName(Pods, p => p.Metadata),
        Budgets = ByName(Budgets, b => b.Metadata),
        Quotas = ByName(Quotas, q => q.Metadata),
    };

    /// <summary>Who creates the pod again.</summary>
    internal WorkloadRef WorkloadOf(V1Pod pod) => Owners.WorkloadOf(pod, ReplicaSets);

    /// <summary>The Deployment; null for another kind, and when it is gone.</summary>
    internal V1Deployment? Deployment(WorkloadRef workload) =>
        workload.Kind == "Deployment" ? Deployments.FirstOrDefault(d => workload.IsNameOf(d.Metadata)) : null;

    /// <summary>The replicas that it wants; null for kinds that do not say, and for what is gone.</summary>
    internal int? Replicas(WorkloadRef workload) => workload.Kind switch
    {
        "Deployment" => Deployment(workload)?.Spec.Replicas,
        "StatefulSet" => StatefulSet(workload)?.Spec?.Replicas,
        "ReplicaSet" => ReplicaSets.FirstOrDefault(r => workload.IsNameOf(r.Metadata))?.Spec?.Replicas,
        _ => null,
    };

    internal V1StatefulSet? StatefulSet(WorkloadRef workload) => StatefulSets.FirstOrDefault(s => workload.IsNameOf(s.Metadata));

    /// <summary>The nodes that workloads leave.</summary>
    internal IReadOnlyList<V1Node> Source(MoveDestination destination) => destination switch
    {
        MoveDestination.Cilium => OldNodes,
        MoveDestination.Home => CiliumNodes,
        _ => [],
    };

    /// <summary>The nodes that workloads go to.</summary>
    internal IReadOnlyList<V1Node> Target(MoveDestination destination) => destination switch
    {
        MoveDestination.Cilium => CiliumNodes,
        MoveDestination.Home => OldNodes,
        _ => [],
    };

    private static List<T> ByName<T>(IEnumerable<T> items, Func<T, V1ObjectMeta> metadata) =>
        [.. items.OrderBy(i => metadata(i).NamespaceProperty, StringComparer.Ordinal).ThenBy(i => metadata(i).Name, StringComparer.Ordinal)];
}
