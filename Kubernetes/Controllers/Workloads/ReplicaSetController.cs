using CniMigration.Kubernetes.Controllers.Runtime;

namespace CniMigration.Kubernetes.Controllers.Workloads;

/// <summary>Keeps as many pods as a ReplicaSet asks for.</summary>
internal sealed class ReplicaSetController(ControllerContext context) : WorkloadController<ReplicaSet>(context, context.Cache.ReplicaSets)
{
    public override string Name => "replicaset-controller";

    protected override LabelSelector? SelectorOf(ReplicaSet workload) => workload.Spec.Selector;

    protected override async Task ReconcileAsync(ReplicaSet workload, CancellationToken cancellationToken)
    {
        var claimed = await Claims.ClaimAsync(workload, workload.Spec.Selector, cancellationToken);
        var active = claimed.Where(pod => pod.IsActive).ToList();
        if (!workload.IsDeleting)
        {
            await ScaleAsync(workload, active, cancellationToken);
            active = Cache.PodsByController[workload.Uid].Where(pod => pod.IsActive).ToList();
        }
        await ReportAsync(workload, active, cancellationToken);
    }

    private async Task ScaleAsync(ReplicaSet set, List<Pod> active, CancellationToken cancellationToken)
    {
        var missing = set.Spec.Replicas - active.Count;
        if (missing > 0)
        {
            var template = PodTemplates.Copy(set);
            for (var created = 0; created < missing; created++)
            {
                await Pods.CreateAsync(set, template, _ => { }, cancellationToken);
            }
        }
        if (missing < 0)
        {
            foreach (var pod in PodDeletionOrder.Sort(active, Related(set)).Take(-missing))
            {
                await Pods.DeleteAsync(set, pod, cancellationToken);
            }
        }
    }

    private IEnumerable<Pod> Related(ReplicaSet set)
    {
        IEnumerable<ReplicaSet> siblings = set.Metadata.Controller is { } owner ? Cache.ReplicaSetsByController[owner.Uid] : [set];
        return siblings.SelectMany(sibling => Cache.PodsByController[sibling.Uid]).Where(pod => pod.IsActive);
    }

    private async Task ReportAsync(ReplicaSet set, List<Pod> active, CancellationToken cancellationToken)
    {
        var now = Context.Now;
        var ready = active.Count(pod => pod.IsReady);
        var available = active.Count(pod => pod.IsAvailable(set.Spec.MinReadySeconds, now));
        var labelled = active.Count(pod => set.Spec.Template.Metadata.Labels.All(label => pod.Metadata.Labels.GetValueOrDefault(label.Key) == label.Value));
        await Context.UpdateStatusAsync(set, status =>
        {
            status["replicas"] = active.Count;
            status.SetCount("fullyLabeledReplicas", labelled);
            status.SetCount("readyReplicas", ready);
            status.SetCount("availableReplicas", available);
            status["observedGeneration"] = set.Metadata.Generation;
        }, cancellationToken);
        if (Availability.UntilNext(active, set.Spec.MinReadySeconds, now) is { } wait)
        {
            Queue.AddAfter(set.Key, wait);
        }
    }
}
