using CniMigration.Kubernetes.Controllers.Runtime;

namespace CniMigration.Kubernetes.Controllers.Workloads.Deployments;

/// <summary>Rolls a Deployment's pods over to its present template, through ReplicaSets.</summary>
internal sealed class DeploymentController : Controller
{
    public const string ComponentName = "deployment-controller";

    private readonly NewReplicaSet newReplicaSet;
    private readonly ReplicaSetScaling scaling;

    public DeploymentController(ControllerContext context)
        : base(context)
    {
        newReplicaSet = new NewReplicaSet(context);
        scaling = new ReplicaSetScaling(context);
        Cache.Deployments.Subscribe(change => Queue.Add(change.Latest.Key));
        Cache.ReplicaSets.Subscribe(Woken);
        Cache.Pods.Subscribe(PodGone);
    }

    public override string Name => ComponentName;

    protected override async Task ReconcileAsync(string key, CancellationToken cancellationToken)
    {
        if (Cache.Deployments.Find(key) is not { } deployment || PodClaims.IsEmpty(deployment.Spec.Selector))
        {
            return;
        }

        var sets = await ClaimAsync(deployment, cancellationToken);
        if (deployment.IsDeleting)
        {
            await ReportAsync(deployment, sets, rollsOut: false, cancellationToken);
            return;
        }
        var isScaling = sets.Any(set => set.Spec.Replicas > 0 && Revisions.HasDesired(set) && Revisions.DesiredOf(set) != deployment.Spec.Replicas);
        if (deployment.Spec.Paused || isScaling)
        {
            await newReplicaSet.EnsureAsync(deployment, sets, create: false, cancellationToken);
            if (Cache.Deployments.Find(key) is not { } latest || latest.Metadata.Generation != deployment.Metadata.Generation)
            {
                return;
            }

            await scaling.FollowAsync(latest, NewReplicaSet.Find(latest, Owned(latest)), Owned(latest), cancellationToken);
            await ReportAsync(latest, Owned(latest), rollsOut: false, cancellationToken);
            return;
        }
        if (deployment.Spec.Strategy.Type == "Recreate")
        {
            await RecreateAsync(deployment, sets, cancellationToken);
        }
        else
        {
            await RollAsync(deployment, sets, cancellationToken);
        }

        if (Cache.Deployments.Find(key) is { } rolled)
        {
            await FinishAsync(rolled, cancellationToken);
        }
    }

    private async Task RollAsync(Deployment deployment, List<ReplicaSet> sets, CancellationToken cancellationToken)
    {
        if (await newReplicaSet.EnsureAsync(deployment, sets, create: true, cancellationToken) is not { } current)
        {
            return;
        }

        sets = Owned(deployment);
        var (surge, unavailable) = RolloutArithmetic.Resolve(deployment);
        var desired = deployment.Spec.Replicas;
        var grown = RolloutArithmetic.NewReplicas(desired, surge, current.Spec.Replicas, sets.Sum(set => set.Spec.Replicas));
        if (grown != current.Spec.Replicas)
        {
            await scaling.ScaleAsync(deployment, current, grown, cancellationToken);
            return;
        }
        var old = sets.Where(set => set.Uid != current.Uid && set.Spec.Replicas > 0)
            .OrderBy(set => set.Metadata.CreationTimestamp).ThenBy(Revisions.RevisionOf).ToList();
        var all = sets.Sum(set => set.Spec.Replicas);
        var most = RolloutArithmetic.OldReplicasToRemove(desired, unavailable, all, current.Spec.Replicas, current.Status.AvailableReplicas);
        if (old.Count == 0 || most == 0)
        {
            return;
        }

        var sizes = RolloutArithmetic.ShrinkOld([.. old.Select(set => (set.Spec.Replicas, set.Status.AvailableReplicas))], most,
            sets.Sum(StillAvailable), desired - unavailable);
        for (var index = 0; index < old.Count; index++)
        {
            if (sizes[index] != old[index].Spec.Replicas)
            {
                await scaling.ScaleAsync(deployment, old[index], sizes[index], cancellationToken);
            }
        }
    }

    // A set that was made smaller a moment ago still reports the pods that it is about to end. The real controller would count them too; but its writes take so
    // much longer that hardly ever another new pod gets available before that report. Here it often would.
    private static int StillAvailable(ReplicaSet set) => Math.Min(set.Spec.Replicas, set.Status.AvailableReplicas);

    private async Task RecreateAsync(Deployment deployment, List<ReplicaSet> sets, CancellationToken cancellationToken)
    {
        var known = NewReplicaSet.Find(deployment, sets);
        var old = sets.Where(set => set.Uid != known?.Uid).ToList();
        foreach (var set in old.Where(set => set.Spec.Replicas > 0))
        {
            await scaling.ScaleAsync(deployment, set, 0, cancellationToken);
        }

        if (old.SelectMany(set => Cache.PodsByController[set.Uid]).Any(pod => !pod.IsFinished))
        {
            return;
        }

        if (await newReplicaSet.EnsureAsync(deployment, Owned(deployment), create: true, cancellationToken) is not { } current)
        {
            return;
        }

        if (current.Spec.Replicas != deployment.Spec.Replicas)
        {
            await scaling.ScaleAsync(deployment, current, deployment.Spec.Replicas, cancellationToken);
        }
    }

    private async Task FinishAsync(Deployment deployment, CancellationToken cancellationToken)
    {
        var sets = Owned(deployment);
        await ReportAsync(deployment, sets, rollsOut: true, cancellationToken);
        var current = NewReplicaSet.Find(deployment, sets);
        if (current?.Status.AvailableReplicas != deployment.Spec.Replicas || sets.Sum(set => set.Status.Replicas) != deployment.Spec.Replicas)
        {
            return;
        }

        var spent = sets.Where(set => set.Uid != current.Uid && !set.IsDeleting && set.Spec.Replicas == 0 && set.Status.Replicas == 0
            && set.Status.ObservedGeneration >= set.Metadata.Generation).OrderBy(Revisions.RevisionOf).ToList();
        foreach (var set in spent.SkipLast(deployment.Spec.RevisionHistoryLimit))
        {
            await Context.DeleteAsync(set, cancellationToken);
        }
    }

    private async Task ReportAsync(Deployment deployment, List<ReplicaSet> sets, bool rollsOut, CancellationToken cancellationToken)
    {
        var current = NewReplicaSet.Find(deployment, sets);
        TimeSpan? stuckIn = null;
        await Context.UpdateStatusAsync(deployment, status =>
        {
            DeploymentProgress.WritePause(status, deployment, Context.Now);
            stuckIn = DeploymentProgress.Write(status, deployment, current, sets, Context.Now, rollsOut);
        }, cancellationToken);
        if (stuckIn is { } wait)
        {
            Queue.AddAfter(deployment.Key, wait + TimeSpan.FromSeconds(1));
        }
    }

    private List<ReplicaSet> Owned(Deployment deployment) =>
        [.. Cache.ReplicaSetsByController[deployment.Uid].Where(set => deployment.Spec.Selector.Matches(set.Metadata.Labels))];

    private async Task<List<ReplicaSet>> ClaimAsync(Deployment deployment, CancellationToken cancellationToken)
    {
        if (!deployment.IsDeleting)
        {
            foreach (var orphan in Cache.ReplicaSetsByNamespace[deployment.Namespace])
            {
                if (orphan.Metadata.Controller is null && !orphan.IsDeleting && deployment.Spec.Selector.Matches(orphan.Metadata.Labels))
                {
                    await Context.UpdateAsync(orphan, body => PodClaims.Adopt(body, deployment), cancellationToken);
                }
            }
        }
        return Owned(deployment);
    }

    private void Woken(Change<ReplicaSet> change)
    {
        if (change.Latest.Metadata.Controller is { Kind: "Deployment" } owner)
        {
            Queue.Add($"{change.Latest.Namespace}/{owner.Name}");
            return;
        }
        foreach (var deployment in Cache.Deployments.All())
        {
            if (deployment.Namespace == change.Latest.Namespace && deployment.Spec.Selector.Matches(change.Latest.Metadata.Labels))
            {
                Queue.Add(deployment.Key);
            }
        }
    }

    /// <summary>A Recreate rollout goes on when the last old pod is gone.</summary>
    private void PodGone(Change<Pod> change)
    {
        if (change.New is { IsFinished: false } || change.Latest.Metadata.Controller is not { Kind: "ReplicaSet" } owner)
        {
            return;
        }

        if (Cache.ReplicaSets.Find(change.Latest.Namespace, owner.Name)?.Metadata.Controller is { Kind: "Deployment" } deployment)
        {
            Queue.Add($"{change.Latest.Namespace}/{deployment.Name}");
        }
    }
}
