using CniMigration.Kubernetes.Controllers.Runtime;

namespace CniMigration.Kubernetes.Controllers.Workloads.Deployments;

/// <summary>Changes the sizes of a Deployment's ReplicaSets.</summary>
internal sealed class ReplicaSetScaling(ControllerContext context)
{
    public async Task ScaleAsync(Deployment deployment, ReplicaSet set, int replicas, CancellationToken cancellationToken)
    {
        var surge = RolloutArithmetic.Resolve(deployment).Surge;
        await context.UpdateAsync(set, body =>
        {
            Revisions.WriteScale(Revisions.Annotations(body), deployment.Spec.Replicas, surge);
            body.Section("spec")["replicas"] = replicas;
        }, cancellationToken);
        if (replicas == set.Spec.Replicas)
        {
            return;
        }

        var direction = replicas > set.Spec.Replicas ? "up" : "down";
        context.Events.Normal(deployment, DeploymentController.ComponentName, "ScalingReplicaSet",
            $"Scaled {direction} replica set {set.Name} from {set.Spec.Replicas} to {replicas}");
    }

    /// <summary>Follows a change of the Deployment's own size, without going on with a rollout.</summary>
    public async Task FollowAsync(Deployment deployment, ReplicaSet? current, List<ReplicaSet> sets, CancellationToken cancellationToken)
    {
        var active = sets.Where(set => set.Spec.Replicas > 0).ToList();
        if (active.Count <= 1)
        {
            var only = active.FirstOrDefault() ?? current ?? sets.MaxBy(set => set.Metadata.CreationTimestamp);
            if (only is not null)
            {
                await ScaleAsync(deployment, only, deployment.Spec.Replicas, cancellationToken);
            }

            return;
        }
        if (current is not null && IsSaturated(deployment, current))
        {
            foreach (var set in active.Where(set => set.Uid != current.Uid))
            {
                await ScaleAsync(deployment, set, 0, cancellationToken);
            }

            return;
        }
        if (deployment.Spec.Strategy.Type != "RollingUpdate")
        {
            return;
        }

        var grows = deployment.Spec.Replicas + RolloutArithmetic.Resolve(deployment).Surge > active.Sum(set => set.Spec.Replicas);
        var ordered = (grows ? active.OrderByDescending(set => set.Spec.Replicas).ThenByDescending(set => set.Metadata.CreationTimestamp)
            : active.OrderByDescending(set => set.Spec.Replicas).ThenBy(set => set.Metadata.CreationTimestamp)).ToList();
        var allowed = deployment.Spec.Replicas > 0 ? deployment.Spec.Replicas + RolloutArithmetic.Resolve(deployment).Surge : 0;
        var sizes = RolloutArithmetic.ScaleProportionally([.. ordered.Select(set => set.Spec.Replicas)], [.. ordered.Select(Revisions.MaximumOf)], allowed);
        for (var index = 0; index < ordered.Count; index++)
        {
            await ScaleAsync(deployment, ordered[index], sizes[index], cancellationToken);
        }
    }

    private static bool IsSaturated(Deployment deployment, ReplicaSet set) =>
        set.Spec.Replicas == deployment.Spec.Replicas
        && Revisions.DesiredOf(set) == deployment.Spec.Replicas
        && set.Status.AvailableReplicas == deployment.Spec.Replicas;
}
