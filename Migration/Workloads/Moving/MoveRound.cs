using System.Collections.Concurrent;
using CniMigration.Migration.Clusters;
using CniMigration.Migration.Errors;
using CniMigration.Migration.State;
using CniMigration.Migration.Waiting;
using CniMigration.Migration.Workloads.Planning;
using k8s.Autorest;

namespace CniMigration.Migration.Workloads.Moving;

/// <summary>Carries a plan out: DNS first but for one pod, then everything else side by side, then the last DNS pod.</summary>
internal sealed class MoveRound(MoveContext context, Evictor evictor)
{
    private readonly SurgeMove surge = new(context);
    private readonly EvictionMove eviction = new(context, evictor);

    /// <summary>Whether there is anything to do: pods to move, or a strategy that an earlier run left held.</summary>
    internal static bool HasWork(MovePlan plan, ClusterSnapshot snapshot) => plan.Pods > 0 || snapshot.Deployments.Any(GuardRecord.IsHeld);

    internal async Task RunAsync(MovePlan plan, ClusterSnapshot snapshot, CancellationToken cancellationToken)
    {
        var failures = new ConcurrentQueue<string>();
        var movable = plan.Workloads.Where(w => w.Method is not (MoveMethod.Stays or MoveMethod.Blocked)).ToList();
        context.Reporter.Report($"Moving {plan.Pods} pod(s) of {movable.Count} workload(s).");

        var dns = movable.Where(w => w.ServesDns).ToList();
        await AllAsync([.. dns.Select(w => w with { Pods = [.. w.Pods.SkipLast(1)] }).Where(w => w.Pods.Count > 0)], failures, cancellationToken);
        ThrowWhenAnyFailed(failures, "DNS did not move, so nothing else was touched");

        var held = snapshot.Deployments
            .Where(GuardRecord.IsHeld)
            .Select(d => new WorkloadRef("Deployment", d.Metadata.NamespaceProperty, d.Metadata.Name))
            .Except(movable.Where(w => w.Method is MoveMethod.Surge).Select(w => w.Workload))
            .Select(w => new WorkloadPlan(w, [], MoveMethod.Surge, "an earlier run left its strategy held"));
        var rest = movable.Where(w => !w.ServesDns).Concat(held);

        // Jobs come last in line, so that their waiting takes nobody's turn.
        await AllAsync([.. rest.OrderBy(w => w.Method is MoveMethod.WaitForCompletion)], failures, cancellationToken);
        ThrowWhenAnyFailed(failures, "The rest has moved");

        await AllAsync([.. dns.Select(w => w with { Pods = [.. w.Pods.TakeLast(1)] })], failures, cancellationToken);
        ThrowWhenAnyFailed(failures, "All but the last DNS pod has moved");
    }

    /// <summary>Waits until no workload pod is ending on the source.</summary>
    internal async Task NothingEndingAsync(CancellationToken cancellationToken)
    {
        if (context.Request.SourceSelector is not { } selector)
        {
            return;
        }

        var source = (await context.Client.NodesAsync(selector, cancellationToken)).Select(n => n.Metadata.Name).ToHashSet();
        await context.Wait.UntilAsync(
            "no pod ending on the nodes that were left",
            context.Request.TerminationTimeout,
            "See why they do not end: their preStop hooks, their finalizers, their node's kubelet",
            async ct => Look.At([.. (await context.View.PodsAsync(ct))
                .Where(p => p.IsTerminating() && p.IsWorkload() && source.Contains(p.Spec?.NodeName ?? ""))
                .Select(p => $"pod {p.Ref()} on {p.Spec.NodeName}")]),
            cancellationToken);
    }

    private static void ThrowWhenAnyFailed(ConcurrentQueue<string> failures, string rest)
    {
        if (!failures.IsEmpty)
        {
            throw new GateFailedException(
                $"{failures.Count} workload(s) did not move. {rest}; the source stays cordoned. The same run again goes on from here:{Environment.NewLine}"
                + string.Join(Environment.NewLine, failures.Order(StringComparer.Ordinal).Select(f => $"  {f}")));
        }
    }

    private async Task AllAsync(IReadOnlyList<WorkloadPlan> plans, ConcurrentQueue<string> failures, CancellationToken cancellationToken) =>
        await Parallel.ForEachAsync(
            plans,
            new ParallelOptions { MaxDegreeOfParallelism = context.Request.MaxConcurrentMoves, CancellationToken = cancellationToken },
            async (plan, ct) =>
            {
                try
                {
                    await MoveAsync(plan, ct);
                    context.Reporter.Report($"{plan.Workload} has moved ({plan.Pods.Count} pod(s), {plan.Method}).");
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

    private Task MoveAsync(WorkloadPlan plan, CancellationToken cancellationToken) => plan.Method switch
    {
        MoveMethod.Surge when plan.Pods.Count == 0 => surge.PutBackAsync(plan.Workload, cancellationToken),
        MoveMethod.Surge => surge.MoveAsync(plan, cancellationToken),
        MoveMethod.Evict => eviction.MoveAsync(plan, cancellationToken),
        MoveMethod.EvictInOrder => eviction.MoveInOrderAsync(plan, cancellationToken),
        MoveMethod.Recreate => eviction.RecreateAsync(plan, cancellationToken),
        MoveMethod.WaitForCompletion => context.FinishedAsync(plan, cancellationToken),
        _ => throw new InvalidOperationException($"{plan.Method} is not a way to move"),
    };
}
