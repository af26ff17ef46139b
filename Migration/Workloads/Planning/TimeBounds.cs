using k8s.Models;

namespace CniMigration.Migration.Workloads.Planning;

/// <summary>The longest that moves can take by their time limits: each of them ends by then, done or reported.</summary>
internal static class TimeBounds
{
    private const int DefaultGrace = 30;

    internal static TimeSpan Of(WorkloadPlan plan, IReadOnlyList<V1Pod> pods, bool settled, MoveRequest request)
    {
        var ending = TimeSpan.FromSeconds(pods.Max(p => p.Spec?.TerminationGracePeriodSeconds) ?? DefaultGrace) + request.TerminationTimeout;
        return plan.Method switch
        {
            MoveMethod.Surge => (settled ? request.RolloutTimeout : request.RolloutTimeout * 2) + ending,
            MoveMethod.Evict or MoveMethod.EvictInOrder => (Rounds(plan) * (request.BudgetTimeout + request.RolloutTimeout)) + ending,
            MoveMethod.Recreate => (Rounds(plan) * request.RolloutTimeout) + ending,
            MoveMethod.WaitForCompletion => request.BudgetTimeout,
            _ => TimeSpan.Zero,
        };
    }

    /// <summary>
    /// Waves follow each other; in one, workloads move side by side, or in as many turns as the cap makes of them, and surges for which a quota has no room
    /// beside each other one after the other.
    /// </summary>
    internal static TimeSpan Of(IEnumerable<WorkloadPlan> plans, ClusterSnapshot snapshot, MoveRequest request)
    {
        var moving = plans.Where(p => p.Wave > 0).ToList();
        return moving.Count == 0 ? TimeSpan.Zero : request.TerminationTimeout + Sum(moving.GroupBy(p => p.Wave).Select(Wave));

        TimeSpan Wave(IEnumerable<WorkloadPlan> wave)
        {
            var longest = wave.GroupBy(p => p.Method is MoveMethod.Surge ? p.Workload.Namespace : null).SelectMany(Queues).OrderDescending().ToList();
            return request.MaxConcurrentMoves > 0 ? Sum(longest.Chunk(request.MaxConcurrentMoves).Select(turn => turn[0])) : longest[0];
        }

        IEnumerable<TimeSpan> Queues(IGrouping<string?, WorkloadPlan> plans) =>
            plans.Key is null || QuotaRoom.HasRoomFor(plans.SelectMany(Claims)) ? plans.Select(p => p.AtMost) : [Sum(plans.Select(p => p.AtMost))];

        IReadOnlyList<QuotaClaim> Claims(WorkloadPlan plan) => Workloads.Deployment(plan.Workload, snapshot) is { } deployment
            ? QuotaRoom.Claims(new SurgeCase(deployment, snapshot, request.Destination, request.Surge))
            : [];
    }

    private static int Rounds(WorkloadPlan plan) => (plan.Pods.Count + plan.AtOnce - 1) / Math.Max(1, plan.AtOnce);

    private static TimeSpan Sum(IEnumerable<TimeSpan> times) => times.Aggregate(TimeSpan.Zero, (sum, time) => sum + time);
}
