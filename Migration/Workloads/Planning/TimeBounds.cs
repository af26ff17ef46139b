using CniMigration.Migration.Workloads.Plans;
using CniMigration.Migration.Workloads.Room;
using CniMigration.Migration.Workloads.Snapshots;

namespace CniMigration.Migration.Workloads.Planning;

/// <summary>The longest that moves can take by their time limits: each of them ends by then, done or reported.</summary>
internal static class TimeBounds
{
    private const int DefaultGrace = 30;

    internal static TimeSpan Of(WorkloadPlan plan, IReadOnlyList<V1Pod> pods, bool settled, MoveRequest request)
    {
        var ending = Ending(pods, request);
        return plan.Method switch
        {
            MoveMethod.Surge => (settled ? request.RolloutTimeout : request.RolloutTimeout * 2) + ending,
            MoveMethod.Evict or MoveMethod.EvictInOrder or MoveMethod.Recreate =>
                Leaving(plan, request) + (IsOneByOne(plan) ? plan.Pods.Count * ending : ending),
            MoveMethod.WaitForCompletion => request.BudgetTimeout,
            _ => TimeSpan.Zero,
        };
    }

    /// <summary>
    /// Waves follow each other; in one, workloads move side by side, but for surges for which a quota has no room beside each other, or as many as the cap
    /// lets:
    /// whoever is the last then waits for its turn no longer than the others fill all turns. Beside that, an unhealthy pod network holds moves back, and at the
    /// end what still ends and what follows is waited for.
    /// </summary>
    internal static TimeSpan Of(IEnumerable<WorkloadPlan> plans, IEnumerable<V1Pod> source, ClusterSnapshot snapshot, MoveRequest request)
    {
        var moving = plans.Where(p => p.Wave > 0).ToList();
        return moving.Count == 0
            ? TimeSpan.Zero
            : Sum(moving.GroupBy(p => p.Wave).Select(Wave)) + request.ConnectivityTimeout + request.ConnectivityInterval
                + Ending(source, request) + request.RolloutTimeout;

        TimeSpan Wave(IEnumerable<WorkloadPlan> wave)
        {
            var times = wave.GroupBy(p => p.Method is MoveMethod.Surge ? p.Workload.Namespace : null).SelectMany(Queues).ToList();
            var longest = times.Max();
            return request.MaxConcurrentMoves == 0 || times.Count <= request.MaxConcurrentMoves
                ? longest
                : longest + ((Sum(times) - longest) / request.MaxConcurrentMoves);
        }

        // Where one is stuck, those behind it are evicted instead.
        IEnumerable<TimeSpan> Queues(IGrouping<string?, WorkloadPlan> plans) =>
            plans.Key is null || QuotaRoom.HasRoomFor(plans.SelectMany(Claims))
                ? plans.Select(p => p.AtMost)
                : [Sum(plans.Select(p => p.AtMost)) + plans.Max(p => Leaving(p, request))];

        IReadOnlyList<QuotaClaim> Claims(WorkloadPlan plan) => snapshot.Deployment(plan.Workload) is { } deployment
            ? QuotaRoom.Claims(new SurgeCase(deployment, snapshot, request.Destination, request.Surge))
            : [];
    }

    /// <summary>Whatever goes at the same time as a rule, each pod may have to wait for its leave, and for those before it to be followed.</summary>
    private static TimeSpan Leaving(WorkloadPlan plan, MoveRequest request)
    {
        var following = plan.Workload.Kind == "Pod" ? TimeSpan.Zero : request.RolloutTimeout;
        return (plan.Pods.Count * (request.BudgetTimeout + following)) + following;
    }

    private static TimeSpan Ending(IEnumerable<V1Pod> pods, MoveRequest request) =>
        TimeSpan.FromSeconds(pods.Max(p => p.Spec?.TerminationGracePeriodSeconds) ?? DefaultGrace) + request.TerminationTimeout;

    /// <summary>Whether each pod has to be gone before the next one is touched.</summary>
    private static bool IsOneByOne(WorkloadPlan plan) => plan is { AtOnce: 1 } and not { Method: MoveMethod.Evict };

    private static TimeSpan Sum(IEnumerable<TimeSpan> times) => times.Aggregate(TimeSpan.Zero, (sum, time) => sum + time);
}
