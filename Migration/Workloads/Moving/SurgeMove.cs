using CniMigration.Migration.Records;
using CniMigration.Migration.Waiting;
using CniMigration.Migration.Workloads.Planning;
using CniMigration.Migration.Workloads.Plans;

namespace CniMigration.Migration.Workloads.Moving;

/// <summary>Moves a Deployment by a restart: its new pods are Ready on the other side before the old ones end.</summary>
internal sealed class SurgeMove(MoveContext context)
{
    private readonly GuardedStrategy strategy = new(context);

    /// <summary>Answers false where the namespace's quotas have no room for its surge any more: nothing is touched then.</summary>
    internal async Task<bool> MoveAsync(WorkloadPlan plan, CancellationToken cancellationToken)
    {
        var (_, @namespace, name) = plan.Workload;
        using var turn = context.Turns.ForOne();
        await SettledAsync(plan.Workload, "the rollout that was under way", stamp: null, turn, cancellationToken);

        using var place = await context.Quotas.EnterAsync(plan.Workload, cancellationToken);
        if (place is null)
        {
            return false;
        }

        turn.OnStandstill = place.Stick;

        // A run before this one may have restarted it and ended before it could say so: then its pods are gone by now.
        if (plan.Pods.Any(IsLeft))
        {
            await turn.TakeAsync(patience: null, cancellationToken);
            await context.Connectivity.PassAsync(cancellationToken);
            var (deployment, stamp) = await strategy.RestartAsync(@namespace, name, live => IsDue(live, plan), cancellationToken);
            if (deployment is not null)
            {
                await SettledAsync(plan.Workload, stamp is null ? "the rollout that was under way" : "the restart", stamp, turn, cancellationToken);
            }
        }

        await strategy.PutBackAsync(@namespace, name, cancellationToken);
        turn.GiveBack();
        await context.GoneAsync(plan.Workload.ToString(), plan.Pods, cancellationToken, turn);
        return true;
    }

    /// <summary>
    /// Finishes what a run before this one began: the strategy is put back when the rollout that it guarded is done. A pod that is left then is planned anew.
    /// </summary>
    internal async Task PutBackAsync(WorkloadRef workload, CancellationToken cancellationToken)
    {
        await SettledAsync(workload, "the restart of an earlier run", stamp: null, turn: null, cancellationToken);
        await strategy.PutBackAsync(workload.Namespace, workload.Name, cancellationToken);
    }

    /// <summary>
    /// Whether pods are left for which no rollout has cared yet. The watch of pods may lag behind that of Deployments, and both behind the server: what a
    /// killed run restarted is not restarted again.
    /// </summary>
    private bool IsDue(V1Deployment live, WorkloadPlan plan) =>
        SurgeCheck.IsSettled(live) && plan.Pods.Where(IsLeft).Any(pod => RevisionOf(pod) is not { } revision || revision == Revision(live.Metadata));

    private string? RevisionOf(PodRef pod) =>
        context.Workloads.Pod(pod)?.Controller() is { } owner && context.Cluster.ReplicaSets.Find(pod.Namespace, owner.Name) is { } set
            ? Revision(set.Metadata)
            : null;

    private static string? Revision(V1ObjectMeta metadata) => Labels.Value(metadata.Annotations, "deployment.kubernetes.io/revision");

    private bool IsLeft(PodRef pod) => context.Workloads.Pod(pod) is { } live && !live.IsTerminating();

    private Task SettledAsync(WorkloadRef workload, string what, string? stamp, Turns.Turn? turn, CancellationToken cancellationToken) =>
        context.Wait.UntilAsync(
            $"{what} of {workload} to be done",
            context.Request.RolloutTimeout,
            $"See `kubectl -n {workload.Namespace} describe deployment {workload.Name}` and its pods' events",
            () =>
            {
                var look = Settled(context.Workloads.Deployment(workload), stamp);
                return turn?.Watch(look) ?? look;
            },
            cancellationToken);

    private Look Settled(V1Deployment? deployment, string? stamp)
    {
        if (deployment is null)
        {
            return Look.Done;
        }

        ThrowWhenTakenBack(deployment, stamp);
        return SurgeCheck.IsSettled(deployment) ? Look.Done : Look.WaitingFor(Progress(deployment));
    }

    private void ThrowWhenTakenBack(V1Deployment deployment, string? stamp)
    {
        if (stamp is null)
        {
            return;
        }

        var (lost, other) = Labels.Value(deployment.Spec.Template.Metadata?.Annotations, GuardedStrategy.RestartedAt) != stamp
            ? ("our restart", FieldManagers.OtherManagerOf(deployment.Metadata, "spec", "template"))
            : context.Request.Surge is SurgeMode.Guarded && !GuardRecord.IsZero(deployment) && !IsPutBackByOurselves(deployment)
                ? ("maxUnavailable 0", FieldManagers.OtherManagerOf(deployment.Metadata, FieldManagers.MaxUnavailable))
                : (null, null);
        if (lost is not null)
        {
            throw new GateFailedException(
                $"{other ?? "somebody"} took {lost} back. Pause it for this Deployment, or set surge to off so that its pods are evicted instead");
        }
    }

    /// <summary>Whether another run of the migration has found the rollout done, and has put the strategy back with its record.</summary>
    private static bool IsPutBackByOurselves(V1Deployment deployment) =>
        !GuardRecord.IsHeld(deployment) && FieldManagers.OtherManagerOf(deployment.Metadata, FieldManagers.MaxUnavailable) is null;

    private string Progress(V1Deployment deployment)
    {
        var status = deployment.Status;
        var workload = new WorkloadRef("Deployment", deployment.Metadata.NamespaceProperty, deployment.Metadata.Name);
        var stalled = status?.Conditions?.FirstOrDefault(c => c is { Type: "Progressing", Status: "False" });
        return $"{status?.UpdatedReplicas ?? 0} of {deployment.Spec.Replicas ?? 1} updated, {status?.AvailableReplicas ?? 0} available, "
            + $"{status?.Replicas ?? 0} in all"
            + (stalled is null ? "" : $" ({stalled.Message})")
            + PodText.Unready(context.Workloads.Pods(workload));
    }
}
