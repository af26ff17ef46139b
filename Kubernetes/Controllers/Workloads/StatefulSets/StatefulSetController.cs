using CniMigration.Kubernetes.Controllers.Runtime;
using CniMigration.Kubernetes.Kinds;

namespace CniMigration.Kubernetes.Controllers.Workloads.StatefulSets;

/// <summary>Keeps a StatefulSet's pods in their order: up from the first, down and over from the last.</summary>
internal sealed class StatefulSetController : WorkloadController<StatefulSet>
{
    private readonly RevisionHistory history;

    public StatefulSetController(ControllerContext context)
        : base(context, context.Cache.StatefulSets) => history = new RevisionHistory(context);

    public override string Name => "statefulset-controller";

    protected override LabelSelector? SelectorOf(StatefulSet workload) => workload.Spec.Selector;

    protected override async Task ReconcileAsync(StatefulSet workload, CancellationToken cancellationToken)
    {
        if (PodClaims.IsEmpty(workload.Spec.Selector))
        {
            return;
        }

        var update = await history.CurrentAsync(workload, workload.Status.CollisionCount, cancellationToken);
        var revisions = history.Of(workload);
        var current = revisions.Find(revision => revision.Name == workload.Status.CurrentRevision) ?? update;
        await Claims.ClaimAsync(workload, workload.Spec.Selector, cancellationToken, pod => StatefulPod.OrdinalOf(workload, pod) is not null);
        if (!workload.IsDeleting)
        {
            await StepAsync(workload, current, update, cancellationToken);
        }

        await ReportAsync(workload, current, update, cancellationToken);
    }

    private List<Pod> PodsOf(StatefulSet set) => [.. Cache.PodsByController[set.Uid].Where(pod => StatefulPod.OrdinalOf(set, pod) is not null)];

    private async Task StepAsync(StatefulSet set, ControllerRevision current, ControllerRevision update, CancellationToken cancellationToken)
    {
        var first = set.Spec.Ordinals.Start;
        var last = first + set.Spec.Replicas - 1;
        var pods = PodsOf(set).ToDictionary(pod => StatefulPod.OrdinalOf(set, pod)!.Value);
        var ordered = set.Spec.PodManagementPolicy != "Parallel";
        for (var ordinal = first; ordinal <= last; ordinal++)
        {
            var pod = pods.GetValueOrDefault(ordinal);
            if (pod is { IsFinished: true, IsDeleting: false })
            {
                await Pods.DeleteAsync(set, pod, cancellationToken);
                if (ordered)
                {
                    return;
                }
            }
            else if (pod is null)
            {
                await CreateAsync(set, ordinal, RevisionFor(set, ordinal, current, update), cancellationToken);
                if (ordered)
                {
                    return;
                }
            }
            else if (ordered && (pod.IsDeleting || !IsHealthy(set, pod)))
            {
                return;
            }
        }
        if (!await CondemnAsync(set, pods, first, last, ordered, cancellationToken))
        {
            return;
        }

        if (set.Spec.UpdateStrategy.Type == "RollingUpdate")
        {
            await RollAsync(set, pods, first, last, update, cancellationToken);
        }
    }

    /// <summary>Removes the pods beyond the last ordinal, highest first; true when there was none to wait for.</summary>
    private async Task<bool> CondemnAsync(StatefulSet set, Dictionary<int, Pod> pods, int first, int last, bool ordered, CancellationToken cancellationToken)
    {
        var condemned = pods.Where(item => item.Key < first || item.Key > last).OrderByDescending(item => item.Key).Select(item => item.Value).ToList();
        var firstUnhealthy = pods.OrderBy(item => item.Key).Select(item => item.Value).FirstOrDefault(pod => pod.IsDeleting || !IsHealthy(set, pod));
        foreach (var pod in condemned)
        {
            if (pod.IsDeleting)
            {
                if (ordered)
                {
                    return false;
                }

                continue;
            }
            if (ordered && !IsHealthy(set, pod) && pod.Uid != firstUnhealthy?.Uid)
            {
                return false;
            }

            await Pods.DeleteAsync(set, pod, cancellationToken);
            if (ordered)
            {
                return false;
            }
        }
        return true;
    }

    private async Task RollAsync(
        StatefulSet set, Dictionary<int, Pod> pods, int first, int last, ControllerRevision update, CancellationToken cancellationToken)
    {
        for (var ordinal = last; ordinal >= first + set.Spec.UpdateStrategy.RollingUpdate.Partition; ordinal--)
        {
            if (!pods.TryGetValue(ordinal, out var pod))
            {
                return;
            }

            if (!pod.IsDeleting && RevisionOf(pod) != update.Name)
            {
                await Pods.DeleteAsync(set, pod, cancellationToken);
                return;
            }
            if (pod.IsDeleting || !IsHealthy(set, pod))
            {
                return;
            }
        }
    }

    private static ControllerRevision RevisionFor(StatefulSet set, int ordinal, ControllerRevision current, ControllerRevision update) =>
        set.Spec.UpdateStrategy.Type == "RollingUpdate" && ordinal < set.Spec.Ordinals.Start + set.Spec.UpdateStrategy.RollingUpdate.Partition
            ? current
            : update;

    private async Task CreateAsync(StatefulSet set, int ordinal, ControllerRevision revision, CancellationToken cancellationToken)
    {
        foreach (var (name, body) in StatefulPod.Claims(set, ordinal))
        {
            if (Cache.Claims.Find(set.Namespace, name) is not null)
            {
                continue;
            }

            try
            {
                await Context.CreateAsync(ResourceTypes.PersistentVolumeClaims, set.Namespace, body, cancellationToken);
            }
            catch (ApiException exception) when (exception.IsAlreadyExists)
            {
                continue;
            }
            Context.Events.Normal(
                set, Name, "SuccessfulCreate", $"create Claim {name} Pod {StatefulPod.NameOf(set, ordinal)} in StatefulSet {set.Name} success");
        }
        await Pods.CreateAsync(set, RevisionHistory.TemplateOf(revision), pod => StatefulPod.Identify(pod, set, ordinal, revision.Name), cancellationToken);
    }

    private async Task ReportAsync(StatefulSet set, ControllerRevision current, ControllerRevision update, CancellationToken cancellationToken)
    {
        var now = Context.Now;
        var pods = PodsOf(set).Where(pod => !pod.IsFinished).ToList();
        var ready = pods.Count(pod => pod is { IsReady: true, IsDeleting: false });
        var available = pods.Count(pod => !pod.IsDeleting && pod.IsAvailable(set.Spec.MinReadySeconds, now));
        var updated = pods.Count(pod => !pod.IsDeleting && RevisionOf(pod) == update.Name);
        var atCurrent = pods.Count(pod => !pod.IsDeleting && RevisionOf(pod) == current.Name);
        if (set.Spec.UpdateStrategy.Type == "RollingUpdate" && updated == pods.Count && ready == pods.Count)
        {
            current = update;
            atCurrent = updated;
        }
        await Context.UpdateStatusAsync(set, status =>
        {
            status["observedGeneration"] = set.Metadata.Generation;
            status["replicas"] = pods.Count;
            status.SetCount("readyReplicas", ready);
            status["availableReplicas"] = available;
            status.SetCount("currentReplicas", atCurrent);
            status.SetCount("updatedReplicas", updated);
            status["currentRevision"] = current.Name;
            status["updateRevision"] = update.Name;
        }, cancellationToken);
        var running = pods.Select(RevisionOf).Append(current.Name).ToHashSet();
        var inUse = history.Of(set).Where(revision => running.Contains(revision.Name)).Select(RevisionHistory.HashOf).ToHashSet();
        await history.PruneAsync(set, set.Spec.RevisionHistoryLimit, inUse, cancellationToken);
        if (Availability.UntilNext(pods, set.Spec.MinReadySeconds, now) is { } wait)
        {
            Queue.AddAfter(set.Key, wait);
        }
    }

    private bool IsHealthy(StatefulSet set, Pod pod) => pod is { Status.Phase: "Running" } && pod.IsAvailable(set.Spec.MinReadySeconds, Context.Now);

    private static string RevisionOf(Pod pod) => pod.Metadata.Labels.GetValueOrDefault(RevisionHistory.HashLabel, "");
}
