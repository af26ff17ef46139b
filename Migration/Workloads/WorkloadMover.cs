using CniMigration.Migration.Errors;
using CniMigration.Migration.Nodes;
using CniMigration.Migration.Reporting;
using CniMigration.Migration.State;
using CniMigration.Migration.Workloads.Moving;
using CniMigration.Migration.Workloads.Planning;
using k8s;

namespace CniMigration.Migration.Workloads;

/// <summary>Moves workloads from the nodes of one CNI to those of the other, within their budgets. Running it again resumes.</summary>
public sealed class WorkloadMover(IKubernetes client, TimeProvider time)
{
    /// <summary>A pod that a scheduler placed just before the cordon shows up one round later; more rounds mean that something undoes the move.</summary>
    private const int Rounds = 3;

    /// <summary>Says what would move, how, and what blocks it; touches nothing.</summary>
    public async Task<MovePlan> PlanAsync(MoveRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Destination is MoveDestination.Stay ? MovePlan.Nothing : MovePlanner.Plan(await SnapshotAsync(request, cancellationToken), request);
    }

    /// <summary>Cordons the source, opens the destination, and moves.</summary>
    /// <exception cref="GateFailedException">Something blocks the move, and nothing was touched; or a workload could not be moved: the message lists all that is left.</exception>
    public async Task<MoveResult> MoveAsync(MoveRequest request, IReporter reporter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(reporter);
        using var context = new MoveContext(client, time, request, reporter);
        var snapshot = await SnapshotAsync(request, cancellationToken);
        var plan = MovePlanner.Plan(snapshot, request);
        ThrowWhenBlocked(plan);
        await PrepareNodesAsync(request, reporter, cancellationToken);

        var moves = new MoveRound(context, await EvictorAsync(context, cancellationToken));
        var moved = new Dictionary<string, WorkloadPlan>();
        for (var round = 1; round <= Rounds; round++)
        {
            snapshot = await SnapshotAsync(request, cancellationToken);
            plan = MovePlanner.Plan(snapshot, request);
            ThrowWhenBlocked(plan);
            if (!MoveRound.HasWork(plan, snapshot))
            {
                break;
            }

            await moves.RunAsync(plan, snapshot, cancellationToken);
            foreach (var pod in plan.Workloads.Where(w => w.Method is not MoveMethod.Stays).SelectMany(w => w.Pods.Select(p => (p.Uid, Plan: w))))
            {
                moved.TryAdd(pod.Uid, pod.Plan);
            }
        }

        await moves.NothingEndingAsync(cancellationToken);
        return await ResultAsync(context, moved, cancellationToken);
    }

    private static void ThrowWhenBlocked(MovePlan plan)
    {
        if (plan.Blockers.Count > 0)
        {
            throw new GateFailedException(
                $"{plan.Blockers.Count} pod(s) cannot be moved as things are; nothing more is moved before they can:{Environment.NewLine}"
                + string.Join(Environment.NewLine, plan.Blockers.Select(b => $"  {b.Pod}: {b.Reason}. To do: {b.Remedy}.")));
        }
    }

    private Task<ClusterSnapshot> SnapshotAsync(MoveRequest request, CancellationToken cancellationToken) =>
        new ClusterReader(client).SnapshotAsync(request.OldNodeSelector, request.CiliumNodeSelector, cancellationToken);

    private async Task<Evictor> EvictorAsync(MoveContext context, CancellationToken cancellationToken) =>
        new(context, await EvictionVersion.DiscoverAsync(client, cancellationToken));

    private async Task PrepareNodesAsync(MoveRequest request, IReporter reporter, CancellationToken cancellationToken)
    {
        var cordoning = new NodeCordoning(client, time, reporter);
        if (request is { SourceSelector: { } source, TargetSelector: { } target })
        {
            await cordoning.CordonTheRestAsync(source, request.Owner, request.Stage, cancellationToken);
            await cordoning.RestoreAsync(target, (_, _) => true, cancellationToken);
        }
        else
        {
            // A move that is over keeps no side shut.
            await cordoning.UncordonAsync(request.Owner, cancellationToken);
        }
    }

    private async Task<MoveResult> ResultAsync(
        MoveContext context, IReadOnlyDictionary<string, WorkloadPlan> planned, CancellationToken cancellationToken)
    {
        var request = context.Request;
        var after = await SnapshotAsync(request, cancellationToken);
        var source = after.Source(request.Destination).Select(n => n.Metadata.Name).ToHashSet();
        var alive = after.Pods.Where(p => !p.IsFinished()).Select(p => p.Metadata.Uid).ToHashSet();
        var gone = planned.Where(p => !alive.Contains(p.Key)).ToList();
        return new MoveResult(
            gone.Count,
            context.Restarted,
            context.Evicted,
            after.Pods.Count(p => p.IsWorkload() && source.Contains(p.Spec?.NodeName ?? "")),
            [.. gone.Select(p => p.Value.Workload.ToString()).Distinct().Order(StringComparer.Ordinal)]);
    }
}
