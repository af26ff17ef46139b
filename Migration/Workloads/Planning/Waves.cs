using CniMigration.Migration.Workloads.Plans;

namespace CniMigration.Migration.Workloads.Planning;

/// <summary>The order of a move: DNS but for one pod, then everything else side by side, then the last DNS pod.</summary>
internal static class Waves
{
    internal const int Dns = 1;
    internal const int Others = 2;
    internal const int LastDns = 3;

    /// <summary>The parts that a workload moves in.</summary>
    internal static IEnumerable<WorkloadPlan> Of(WorkloadPlan plan) => plan switch
    {
        { Method: MoveMethod.Stays or MoveMethod.Blocked } => [plan],
        { ServesDns: true, Pods.Count: > 1 } => [Part(plan, plan.Pods.SkipLast(1), Dns), Part(plan, plan.Pods.TakeLast(1), LastDns)],
        { ServesDns: true } => [plan with { Wave = LastDns }],
        _ => [plan with { Wave = Others }],
    };

    private static WorkloadPlan Part(WorkloadPlan plan, IEnumerable<PodRef> pods, int wave)
    {
        ValueList<PodRef> part = [.. pods];
        return plan with { Pods = part, Wave = wave, AtOnce = Math.Min(plan.AtOnce, part.Count) };
    }
}
