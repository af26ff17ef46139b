using CniMigration.Benchmarks.Moves.Clusters;
using CniMigration.Benchmarks.Servers;

namespace CniMigration.Benchmarks.Moves.Results;

/// <summary>
/// The shortest time in which anybody could move a cluster with no budget broken and no pod missing that did not have to be. All workloads move at the
/// same time, so the slowest of them is the bound:
/// <list type="bullet">
/// <item>A Deployment that may surge has at most its surge of pods on their way at once, since none of the old ones may end before: ceil(replicas / surge)
/// rounds of a start, and the end of the last old pods.</item>
/// <item>One that may not surge has at most as many pods away as its budget allows, or its own strategy: ceil(replicas / away) rounds of a start, in which
/// the old pod's end is hidden; or of an end, where that is longer.</item>
/// <item>A StatefulSet's pod, and one that holds a volume, can only start where its predecessor has ended: ceil(replicas / away) rounds of an end and a
/// start.</item>
/// <item>Room never adds to it here: a pod that has arrived stays, so that the new nodes need no more places than there are pods. Too few places: never.</item>
/// <item>The ReplicaSet controller sends a create and a delete for each pod of a Deployment, the scheduler a binding for each pod: at their rates, less
/// their bursts. Status updates and Events, which take of the same rates, are left out, so it is a bound and no forecast.</item>
/// </list>
/// </summary>
internal static class LowerBound
{
    public static TimeSpan? Of(ClusterPlan plan, TimeSpan start, TimeSpan end, ClientRates rates) => plan.PodsPerNewNode * plan.Nodes < plan.Pods ? null
        : plan.Workloads.Select(workload => Of(workload, start, end)).Append(ByRates(plan, start, rates)).Max();

    private static TimeSpan Of(BenchmarkWorkload workload, TimeSpan start, TimeSpan end) => workload switch
    {
        { IsStateful: true } or { HoldsVolume: true } => Rounds(workload, workload.MayBeAway) * (end + start),
        { Surge: > 0 } => (Rounds(workload, workload.Surge) * start) + end,
        _ => Rounds(workload, workload.MayBeAway) * (start > end ? start : end),
    };

    private static int Rounds(BenchmarkWorkload workload, int atOnce) => (workload.Replicas + atOnce - 1) / atOnce;

    private static TimeSpan ByRates(ClusterPlan plan, TimeSpan start, ClientRates rates)
    {
        var made = plan.Workloads.Where(workload => !workload.IsStateful).Sum(workload => workload.Replicas);
        var manager = TimeSpan.FromSeconds(Math.Max(0, (2.0 * made) - rates.ManagerBurst) / rates.ManagerQps);
        var scheduler = TimeSpan.FromSeconds(Math.Max(0, plan.Pods - rates.SchedulerBurst) / (double)rates.SchedulerQps) + start;
        return manager > scheduler ? manager : scheduler;
    }
}
