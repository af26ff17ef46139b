using CniMigration.Migration.Errors;
using CniMigration.Migration.Nodes;
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
    public async Task<MoveResult> MoveAsync(MoveRequest request, IProgress<string> progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(progress);
        using var context = new MoveContext(client, time, request, progress);
        var snapshot = await SnapshotAsync(request, cancellationToken);
        var plan = MovePlanner.Plan(snapshot, request);
        ThrowWhenBlocked(plan);
        await PrepareNodesAsync(request, progress, cancellationToken);

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

    private async Task PrepareNodesAsync(MoveRequest request, IProgress<string> progress, CancellationToken cancellationToken)
    {
        if (request.Destination is MoveDestination.Stay)
        {
            return;
        }

        var (source, target) = request.Destination is MoveDestination.Cilium
            ? (request.OldNodeSelector, request.CiliumNodeSelector)
            : (request.CiliumNodeSelector, request.OldNodeSelector);
        var cordoning = new NodeCordoning(client);
        var cordoned = await cordoning.CordonTheRestAsync(source, request.Owner, request.Stage, cancellationToken);
        var opened = await cordoning.UncordonSelectedAsync(target, cancellationToken);
        progress.Report($"cordoned {cordoned.Count} more node(s) of the source, uncordoned {opened.Count} of the destination");
    }

    private async Task<MoveResult> ResultAsync(
        MoveContext context, IReadOnlyDictionary<string, WorkloadPlan> planned, CancellationToken cancellationToken)
    {
        var request = context.Request;
        var after = await SnapshotAsync(request, cancellationToken);
        var survey = WorkloadSurvey.Of(after.Pods, after.OldNodes, after.CiliumNodes, after.Deployments);
        var remaining = request.Destination switch
        {
            MoveDestination.Cilium => survey.OnOldNodes.Count,
            MoveDestination.AwsCni => survey.OnCiliumNodes.Count,
            _ => 0,
        };
        var alive = after.Pods.Where(p => !p.IsFinished()).Select(p => p.Metadata.Uid).ToHashSet();
        var gone = planned.Where(p => !alive.Contains(p.Key)).ToList();
        return new MoveResult(
            gone.Count,
            context.Restarted,
            context.Evicted,
            remaining,
            [.. gone.Select(p => p.Value.Workload.ToString()).Distinct().Order(StringComparer.Ordinal)]);
    }
}
