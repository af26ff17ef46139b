using CniMigration.Migration.Records;
using CniMigration.Migration.Workloads.Plans;
using CniMigration.Migration.Workloads.Snapshots;

namespace CniMigration.Migration.Workloads.Planning;

/// <summary>
/// How many pods of a workload may be away at the same time: what its budget allows, else what its own strategy does but never all, else one.
/// </summary>
internal static class Pace
{
    internal static int AtOnce(MoveMethod method, WorkloadRef workload, IReadOnlyList<V1Pod> pods, ClusterSnapshot snapshot, SurgeMode surge)
    {
        var pace = method switch
        {
            MoveMethod.Evict => ByBudget(pods, snapshot) ?? ByStrategy(workload, snapshot),
            MoveMethod.EvictInOrder when IsParallel(workload, snapshot) => ByBudget(pods, snapshot) ?? 1,
            MoveMethod.EvictInOrder or MoveMethod.Recreate => 1,
            MoveMethod.Surge when snapshot.Deployment(workload) is { } deployment => Unguarded(deployment, surge),
            _ => 0,
        };
        return Math.Min(pace, pods.Count);
    }

    /// <summary>How many pods a restart may take away before new ones are Ready: none where maxUnavailable is held at 0.</summary>
    internal static int Unguarded(V1Deployment deployment, SurgeMode surge) =>
        surge is SurgeMode.AsIs ? GuardRecord.MaxUnavailable(deployment).RoundedDown(deployment.Spec.Replicas ?? 1) : 0;

    private static int? ByBudget(IReadOnlyList<V1Pod> pods, ClusterSnapshot snapshot)
    {
        var budgets = pods.SelectMany(p => snapshot.Budgets.Over(p)).Distinct().ToList();
        return budgets.Count == 0 ? null : Math.Max(1, budgets.Min(b => b.Allows(snapshot)));
    }

    private static int ByStrategy(WorkloadRef workload, ClusterSnapshot snapshot)
    {
        var deployment = snapshot.Deployment(workload);
        var replicas = deployment?.Spec.Replicas ?? 1;
        return deployment?.Spec.Strategy?.RollingUpdate?.MaxUnavailable is { } most ? Math.Max(1, Math.Min(most.RoundedDown(replicas), replicas - 1)) : 1;
    }

    private static bool IsParallel(WorkloadRef workload, ClusterSnapshot snapshot) =>
        snapshot.StatefulSet(workload)?.Spec?.PodManagementPolicy == "Parallel";
}
