using System.Collections.Concurrent;
using CniMigration.Migration.Records;
using CniMigration.Migration.Workloads.Planning;
using CniMigration.Migration.Workloads.Plans;
using CniMigration.Migration.Workloads.Snapshots;

namespace CniMigration.Migration.Workloads.Moving;

/// <summary>Carries a plan out, wave by wave; in a wave every workload goes its own way, and one that is stuck holds up no other.</summary>
internal sealed class MoveRun(MoveContext context, Evictor evictor)
{
    private readonly SurgeMove surge = new(context);
    private readonly EvictionMove eviction = new(context, evictor);

    /// <summary>Whether there is anything to do: pods to move, or a strategy that an earlier run left held.</summary>
    internal static bool HasWork(MovePlan plan, ClusterSnapshot snapshot) => plan.Pods > 0 || snapshot.Deployments.Any(GuardRecord.IsHeld);

    internal async Task RunAsync(MovePlan plan, ClusterSnapshot snapshot, CancellationToken cancellationToken)
    {
        var moving = plan.Workloads.Where(w => w.Wave > 0).Concat(HeldByEarlierRuns(plan, snapshot)).ToList();
        context.Reporter.Report($"Moving {plan.Pods} pod(s) of {moving.Select(w => w.Workload).Distinct().Count()} workload(s).");
        foreach (var wave in moving.GroupBy(w => w.Wave).OrderBy(w => w.Key))
        {
            var failures = await WaveAsync([.. wave], cancellationToken);
            if (!failures.IsEmpty)
            {
                throw new GateFailedException(MoveFailure.Text(context, failures, wave.Key));
            }

            if (wave.Key == Waves.Dns)
            {
                // The pod network's own probes resolve names: what they said before DNS moved proves nothing.
                context.Connectivity.Expire();
            }
        }
    }

    private static IEnumerable<WorkloadPlan> HeldByEarlierRuns(MovePlan plan, ClusterSnapshot snapshot) => snapshot.Deployments
        .Where(GuardRecord.IsHeld)
        .Select(d => new WorkloadRef("Deployment", d.Metadata.NamespaceProperty, d.Metadata.Name))
        .Except(plan.Workloads.Where(w => w.Method is MoveMethod.Surge).Select(w => w.Workload))
        .Select(w => new WorkloadPlan(w, [], MoveMethod.Surge, "an earlier run left its strategy held") { Wave = Waves.Others });

    private async Task<ConcurrentQueue<string>> WaveAsync(IReadOnlyList<WorkloadPlan> plans, CancellationToken cancellationToken)
    {
        var failures = new ConcurrentQueue<string>();
        await Parallel.ForEachAsync(
            plans,
            new ParallelOptions { MaxDegreeOfParallelism = plans.Count, CancellationToken = cancellationToken },
            async (plan, cancellationToken) =>
            {
                try
                {
                    var method = await MoveAsync(plan, cancellationToken);
                    context.Reporter.Report($"{plan.Workload} has moved ({plan.Pods.Count} pod(s), {method}).");
                }
                catch (Exception failure) when (failure is WaitTimedOutException or GateFailedException)
                {
                    failures.Enqueue($"{plan.Workload}: {failure.Message}");
                }
                catch (HttpOperationException refused)
                {
                    failures.Enqueue($"{plan.Workload}: {refused.Reason()}");
                }
            });
        return failures;
    }

    /// <summary>Whether an earlier run has restarted it, and its rollout goes on.</summary>
    private bool IsUnderWay(WorkloadRef workload) => context.Workloads.Deployment(workload) is { } deployment && SurgeCheck.IsOurRolloutUnderWay(deployment);

    /// <summary>Answers how it has moved.</summary>
    private async Task<MoveMethod> MoveAsync(WorkloadPlan plan, CancellationToken cancellationToken)
    {
        switch (plan.Method)
        {
            case MoveMethod.Surge when plan.Pods.Count == 0 || IsUnderWay(plan.Workload):
                await surge.PutBackAsync(plan.Workload, cancellationToken);
                return plan.Method;
            case MoveMethod.Surge:
                return await surge.MoveAsync(plan, cancellationToken) ? plan.Method : await MoveAsync(WithoutSurge(plan), cancellationToken);
            case MoveMethod.Evict or MoveMethod.EvictInOrder:
                await eviction.MoveAsync(plan, cancellationToken);
                return plan.Method;
            case MoveMethod.Recreate:
                await eviction.RecreateAsync(plan, cancellationToken);
                return plan.Method;
            case MoveMethod.WaitForCompletion:
                await context.FinishedAsync(plan, cancellationToken);
                return plan.Method;
            default:
                throw new InvalidOperationException($"{plan.Method} is not a way to move");
        }
    }

    private WorkloadPlan WithoutSurge(WorkloadPlan plan)
    {
        var pods = plan.Pods.Select(context.Workloads.Pod).OfType<V1Pod>().ToList();
        var pace = Pace.AtOnce(MoveMethod.Evict, plan.Workload, pods, context.Snapshot(), context.Request.Surge);
        return plan with { Method = MoveMethod.Evict, AtOnce = Math.Max(1, pace) };
    }
}
