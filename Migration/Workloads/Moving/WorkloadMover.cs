using CniMigration.Migration.Changes;
using CniMigration.Migration.Clusters;
using CniMigration.Migration.Connectivity;
using CniMigration.Migration.Reporting;
using CniMigration.Migration.Watching;
using CniMigration.Migration.Workloads.Planning;
using CniMigration.Migration.Workloads.Plans;
using CniMigration.Migration.Workloads.Room;
using CniMigration.Migration.Workloads.Snapshots;

namespace CniMigration.Migration.Workloads.Moving;

/// <summary>Moves workloads from the nodes of one CNI to those of the other, within their budgets. Running it again resumes.</summary>
/// <param name="client">The cluster.</param>
/// <param name="time">The clock of all waiting.</param>
/// <param name="connectivity">Looked at between moves; null: the pod network is not looked at.</param>
public sealed class WorkloadMover(IKubernetes client, TimeProvider time, IConnectivitySample? connectivity = null)
{
    /// <summary>A pod that a scheduler placed just before the cordon shows up one round later; more rounds mean that something undoes the move.</summary>
    private const int Rounds = 3;

    private readonly ClusterReader reader = new(client);

    /// <summary>Says what would move, how, and what blocks it; touches nothing. Where the server can, evictions are tried out by a dry run.</summary>
    public async Task<MovePlan> PlanAsync(MoveRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Destination is MoveDestination.Stay)
        {
            return MovePlan.Nothing;
        }

        var snapshot = await reader.SnapshotAsync(request.OldNodeSelector, request.CiliumNodeSelector, cancellationToken);
        var counts = request.FreeAddresses.Count > 0 && request.Destination is MoveDestination.Cilium;
        var warm = counts ? await CiliumPools.FreeAsync(client, cancellationToken) : new Dictionary<string, int>();
        var plan = MovePlanner.Plan(snapshot with { FreeAddresses = request.FreeAddresses, WarmAddresses = warm }, request);
        return await new EvictionTrial(client, request).ConfirmAsync(plan, cancellationToken);
    }

    /// <summary>Cordons the source, opens the destination, and moves.</summary>
    /// <exception cref="GateFailedException">Something blocks the move, and nothing was touched; or a workload could not be moved: the message lists all
    /// that is left.</exception>
    public async Task<MoveResult> MoveAsync(MoveRequest request, IReporter reporter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(reporter);
        await using var cluster = await WatchedCluster.StartAsync(client, time, request.OldNodeSelector, request.CiliumNodeSelector, cancellationToken);
        using var context = new MoveContext(client, time, request, reporter, cluster, connectivity);
        ThrowWhenBlocked(await PlanAsync(context, cancellationToken));
        try
        {
            return await MoveAsync(context, cancellationToken);
        }
        catch (MigrationException failed) when (
            failed is GateFailedException or WaitTimedOutException && request is { OnFailure: OnMoveFailure.Uncordon, SourceSelector: not null })
        {
            await new NodeCordoning(client, time, reporter).RestoreAsync(request.SourceSelector, (_, _) => true, cancellationToken);
            throw;
        }
    }

    private static void ThrowWhenBlocked(MovePlan plan)
    {
        if (plan.Blockers.Count > 0)
        {
            throw new GateFailedException(
                $"{plan.Blockers.Select(b => b.Pod).Distinct().Count()} pod(s) cannot be moved as things are; nothing more is moved before they "
                    + $"can:{Environment.NewLine}"
                + string.Join(Environment.NewLine, plan.Blockers.Select(b => $"  {b.Pod}: {b.Reason}. To do: {b.Remedy}.")));
        }
    }

    private async Task<MoveResult> MoveAsync(MoveContext context, CancellationToken cancellationToken)
    {
        var run = new MoveRun(context, new Evictor(context, await EvictionVersion.DiscoverAsync(client, cancellationToken)));
        var moved = new Dictionary<string, WorkloadPlan>();
        var cordoning = new NodeCordoning(client, time, context.Reporter);
        await using var keeper = new SourceKeeper(context, cordoning);
        await PrepareNodesAsync(context.Request, cordoning, keeper, cancellationToken);
        for (var round = 1; ; round++)
        {
            var plan = await PlanAsync(context, cancellationToken);
            ThrowWhenBlocked(plan);
            if (!MoveRun.HasWork(plan, context.Snapshot()))
            {
                break;
            }

            if (round > Rounds || (round > 1 && keeper.Complaint is not null))
            {
                throw new GateFailedException(MoveFailure.CameBack(context, keeper.Complaint));
            }

            foreach (var (pod, workload) in plan.Workloads.Where(w => w.Method is not MoveMethod.Stays).SelectMany(w => w.Pods.Select(p => (p.Uid, w))))
            {
                moved.TryAdd(pod, workload);
            }

            await run.RunAsync(plan, context.Snapshot(), cancellationToken);
        }

        await context.NothingEndingAsync(cancellationToken);
        if (keeper.Complaint is { } opened)
        {
            throw new GateFailedException(MoveFailure.CameBack(context, opened));
        }

        await context.FollowersReadyAsync(cancellationToken);
        return Result(context, moved);
    }

    private async Task<MovePlan> PlanAsync(MoveContext context, CancellationToken cancellationToken)
    {
        context.Unwatched = await reader.UnwatchedAsync(cancellationToken);
        return MovePlanner.Plan(context.Snapshot(), context.Request);
    }

    private static async Task PrepareNodesAsync(MoveRequest request, NodeCordoning cordoning, SourceKeeper keeper, CancellationToken cancellationToken)
    {
        if (request.TargetSelector is not { } target)
        {
            // A move that is over keeps no side shut.
            await cordoning.UncordonAsync(request.Owner, cancellationToken);
            return;
        }

        await keeper.StartAsync(cancellationToken);
        await cordoning.RestoreAsync(target, (_, _) => true, cancellationToken);
    }

    private static MoveResult Result(MoveContext context, IReadOnlyDictionary<string, WorkloadPlan> planned)
    {
        var source = context.SourceNodes();
        var pods = context.Cluster.Pods.All;
        var alive = pods.Where(p => !p.IsFinished()).Select(p => p.Metadata.Uid).ToHashSet();
        var gone = planned.Where(p => !alive.Contains(p.Key)).ToList();
        return new MoveResult(
            gone.Count,
            context.Restarted,
            context.Evicted,
            pods.Count(p => p.IsWorkload() && source.Contains(p.Spec?.NodeName ?? "")),
            [.. gone.Select(p => p.Value.Workload.ToString()).Distinct().Order(StringComparer.Ordinal)]);
    }
}
