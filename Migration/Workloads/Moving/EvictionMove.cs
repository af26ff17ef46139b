using CniMigration.Migration.Waiting;
using CniMigration.Migration.Workloads.Plans;

namespace CniMigration.Migration.Workloads.Moving;

/// <summary>Moves the pods of one workload by taking them away, no more at once than the plan says, and waits for those that follow.</summary>
internal sealed class EvictionMove(MoveContext context, Evictor evictor)
{
    /// <summary>Evicts them, within their budget.</summary>
    internal Task MoveAsync(WorkloadPlan plan, CancellationToken cancellationToken) =>
        MoveAsync(plan, evictor.Objection, evictor.EvictAsync, cancellationToken);

    /// <summary>Deletes them past their budget, which is what the consent was given for.</summary>
    internal Task RecreateAsync(WorkloadPlan plan, CancellationToken cancellationToken) =>
        MoveAsync(plan, _ => null, DeleteAsync, cancellationToken);

    private async Task MoveAsync(WorkloadPlan plan, Func<PodRef, string?> objection, RemovePod remove, CancellationToken cancellationToken)
    {
        var left = new HashSet<string>();
        var before = context.Workloads.Ready(plan.Workload, left);
        var patience = new Patience(context.Time, context.Request.BudgetTimeout);
        using var turn = context.Turns.ForOne();
        try
        {
            foreach (var pod in plan.Pods)
            {
                await ReadyAsync(plan.Workload, before, plan.AtOnce - 1, left, turn, cancellationToken);
                if (context.Workloads.Ready(plan.Workload, left) >= Target(plan.Workload, before))
                {
                    context.Room.Keep(left);
                    turn.GiveBack();
                    patience.Renew();
                }

                await MayGoAsync(pod, plan, objection, patience, turn, cancellationToken);
                if (await remove(pod, patience, turn, cancellationToken))
                {
                    left.Add(pod.Uid);
                    turn.InMotion = true;
                }

                if (plan is not { Method: MoveMethod.Evict } and { AtOnce: 1 })
                {
                    // The next one of these may not be touched, nor the one that follows it be made, before this one is gone.
                    await context.GoneAsync(plan.Workload.ToString(), [pod], cancellationToken, turn);
                }
            }

            await ReadyAsync(plan.Workload, before, 0, left, turn, cancellationToken);
        }
        finally
        {
            context.Room.Keep(plan.Pods.Select(p => p.Uid));
        }

        turn.GiveBack();
        await context.GoneAsync(plan.Workload.ToString(), plan.Pods, cancellationToken);
    }

    /// <summary>
    /// Waits until no more pods than this are missing of those that the workload wants at that moment, or that were Ready before, if that was less.
    /// </summary>
    private Task ReadyAsync(
        WorkloadRef workload, int before, int missing, IReadOnlySet<string> left, Turns.Turn turn, CancellationToken cancellationToken) =>
        context.Wait.UntilAsync(
            $"the pods of {workload} replaced and Ready",
            context.Request.RolloutTimeout,
            "See the events of its pods",
            () =>
            {
                var target = Target(workload, before);
                var ready = context.Workloads.Ready(workload, left);
                return turn.Watch(
                    ready >= target - missing ? Look.Done : Look.WaitingFor($"{ready} of {target} Ready{PodText.Unready(context.Workloads.Pods(workload))}"));
            },
            cancellationToken);

    private int Target(WorkloadRef workload, int before) => Math.Min(context.Workloads.Wanted(workload) ?? before, before);

    /// <summary>Waits until the destination has a place for the pod that follows, and the budget lets this one go.</summary>
    private Task MayGoAsync(
        PodRef pod, WorkloadPlan plan, Func<PodRef, string?> objection, Patience patience, Turns.Turn turn, CancellationToken cancellationToken) =>
        context.Wait.UntilAsync(
            $"leave for pod {pod} on {pod.Node} to go",
            patience.Left,
            "Make room on the destination, or loosen the budget, and run again",
            () =>
            {
                var missing = context.Workloads.Pod(pod) is not { } live || live.IsTerminating() ? null
                    : objection(pod) is { } held ? held
                    : plan.Workload.Kind != "Pod" && context.Room.Promise(live) is { } lacking ? $"the destination has no room for it ({lacking})"
                    : null;
                if (missing is null)
                {
                    return Look.Done;
                }

                turn.WaitFor(missing);
                return Look.WaitingFor(missing);
            },
            cancellationToken);

    private async Task<bool> DeleteAsync(PodRef pod, Patience patience, Turns.Turn turn, CancellationToken cancellationToken)
    {
        await turn.TakeAsync(patience, cancellationToken);
        await context.Connectivity.PassAsync(cancellationToken);
        if (context.Workloads.Pod(pod) is not { } live || live.IsTerminating())
        {
            return false;
        }

        try
        {
            await context.Client.CoreV1.DeleteNamespacedPodAsync(
                pod.Name,
                pod.Namespace,
                new V1DeleteOptions { Preconditions = new V1Preconditions { Uid = pod.Uid } },
                cancellationToken: cancellationToken);
            patience.Renew();
            return true;
        }
        catch (HttpOperationException refused) when (refused.IsNotFound() || refused.IsConflict())
        {
            // Gone, or another pod bears its name by now.
            return false;
        }
    }
}

/// <summary>Takes one pod away, in the workload's turn; false when it was gone or ending already.</summary>
internal delegate Task<bool> RemovePod(PodRef pod, Patience patience, Turns.Turn turn, CancellationToken cancellationToken);
