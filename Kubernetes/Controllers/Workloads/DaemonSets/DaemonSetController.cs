using CniMigration.Kubernetes.Controllers.Runtime;

namespace CniMigration.Kubernetes.Controllers.Workloads.DaemonSets;

/// <summary>Keeps one pod of a DaemonSet on every node that it belongs on, and none elsewhere.</summary>
internal sealed class DaemonSetController : WorkloadController<DaemonSet>
{
    private readonly RevisionHistory history;
    private readonly Backoff failures = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(15));

    public DaemonSetController(ControllerContext context)
        : base(context, context.Cache.DaemonSets)
    {
        history = new RevisionHistory(context);
        Cache.Nodes.Subscribe(NodeChanged);
    }

    public override string Name => "daemonset-controller";

    protected override LabelSelector? SelectorOf(DaemonSet workload) => workload.Spec.Selector;

    protected override async Task ReconcileAsync(DaemonSet workload, CancellationToken cancellationToken)
    {
        if (workload.IsDeleting)
        {
            return;
        }

        if (PodClaims.IsEmpty(workload.Spec.Selector))
        {
            Context.Events.Warning(workload, Name, "SelectingAll", "This daemon set is selecting all pods. A non-empty selector is required.");
            return;
        }
        if (workload.Spec.UpdateStrategy is { Type: "RollingUpdate", RollingUpdate.MaxSurge: { } surge } && surge.Of(100, roundUp: true) > 0)
        {
            Context.Events.Warning(
                workload, Name, "NotModelled", $"maxSurge {surge} of a DaemonSet is not modelled here; only 0 is. Nothing acts on this DaemonSet.");
            return;
        }
        var current = await history.CurrentAsync(workload, workload.Status.CollisionCount, cancellationToken);
        var hash = RevisionHistory.HashOf(current);
        var nodes = Cache.Nodes.All();
        var pods = await PodsByNodeAsync(workload, cancellationToken);
        await PlaceAsync(workload, nodes, pods, hash, cancellationToken);
        if (workload.Spec.UpdateStrategy.Type == "RollingUpdate")
        {
            await RollAsync(workload, nodes, hash, cancellationToken);
        }

        await history.PruneAsync(workload, workload.Spec.RevisionHistoryLimit, HashesInUse(workload), cancellationToken);
        await ReportAsync(workload, nodes, hash, cancellationToken);
    }

    private async Task PlaceAsync(DaemonSet set, Node[] nodes, Dictionary<string, List<Pod>> podsByNode, string hash, CancellationToken cancellationToken)
    {
        List<Node> needing = [];
        List<Pod> unwanted = [];
        foreach (var node in nodes)
        {
            var (shouldRun, mayContinue) = DaemonPlacement.On(node, set.Spec.Template.Spec);
            var pods = podsByNode.GetValueOrDefault(node.Name, []);
            if (shouldRun && pods.Count == 0)
            {
                needing.Add(node);
            }
            else if (mayContinue)
            {
                unwanted.AddRange(FinishedOrTooMany(set, pods));
            }
            else
            {
                unwanted.AddRange(pods.Where(pod => !pod.IsDeleting));
            }
        }
        foreach (var (name, pods) in podsByNode)
        {
            if (name.Length > 0 && Cache.Nodes.Find(name) is null)
            {
                unwanted.AddRange(pods.Where(pod => !pod.IsDeleting && pod.Spec.NodeName.Length == 0));
            }
        }
        foreach (var pod in unwanted)
        {
            await Pods.DeleteAsync(set, pod, cancellationToken);
        }

        if (needing.Count == 0)
        {
            return;
        }

        var template = PodTemplates.Copy(set);
        foreach (var node in needing)
        {
            await Pods.CreateAsync(set, template, pod => DaemonPlacement.Bind(pod, node.Name, hash), cancellationToken);
        }
    }

    private IEnumerable<Pod> FinishedOrTooMany(DaemonSet set, List<Pod> pods)
    {
        var running = new List<Pod>();
        foreach (var pod in pods.Where(pod => !pod.IsDeleting))
        {
            if (!pod.IsFinished)
            {
                running.Add(pod);
                continue;
            }
            var key = $"{set.Key}/{pod.Spec.NodeName}";
            var since = pod.Status.Conditions.Select(condition => condition.LastTransitionTime).Max() ?? Context.Now;
            var left = since + failures.Next(key) - Context.Now;
            if (left > TimeSpan.Zero)
            {
                Queue.AddAfter(set.Key, left);
                continue;
            }
            Context.Events.Warning(set, Name, "FailedDaemonPod", $"Found failed daemon pod {pod.Key} on node {pod.Spec.NodeName}, will try to kill it");
            yield return pod;
        }
        foreach (var extra in running.OrderByDescending(pod => pod.Spec.NodeName.Length > 0).ThenBy(pod => pod.Metadata.CreationTimestamp).Skip(1))
        {
            yield return extra;
        }
    }

    private async Task RollAsync(DaemonSet set, Node[] nodes, string hash, CancellationToken cancellationToken)
    {
        var pods = ByNode(Cache.PodsByController[set.Uid]);
        if (pods.Values.All(onNode => onNode.TrueForAll(pod => DaemonRollout.IsUpdated(pod, hash))))
        {
            return;
        }

        var desired = nodes.Where(node => DaemonPlacement.On(node, set.Spec.Template.Spec).ShouldRun).ToList();

        // A pod that was just created may not be seen yet. Kubernetes rolls on only once what it created is (daemon_controller.go: updateDaemonSet).
        var missing = desired.Count(node => !pods.ContainsKey(node.Name));
        var limit = (set.Spec.UpdateStrategy.RollingUpdate.MaxUnavailable ?? 1).Of(desired.Count, roundUp: true) - missing;
        var onNodes = pods.Where(group => Cache.Nodes.Find(group.Key) is not null).Select(group => group.Value);
        foreach (var pod in DaemonRollout.OldPodsToDelete(onNodes, hash, limit, set.Spec.MinReadySeconds, Context.Now))
        {
            await Pods.DeleteAsync(set, pod, cancellationToken);
        }
    }

    private async Task ReportAsync(DaemonSet set, Node[] nodes, string hash, CancellationToken cancellationToken)
    {
        var podsByNode = ByNode(Cache.PodsByController[set.Uid]);
        var now = Context.Now;
        int desired = 0, current = 0, misscheduled = 0, ready = 0, available = 0, updated = 0;
        foreach (var node in nodes)
        {
            var pods = podsByNode.GetValueOrDefault(node.Name, []);
            if (!DaemonPlacement.On(node, set.Spec.Template.Spec).ShouldRun)
            {
                if (pods.Count > 0)
                {
                    misscheduled++;
                }

                continue;
            }
            desired++;
            if (pods.Count == 0)
            {
                continue;
            }

            current++;
            var oldest = pods.OrderBy(pod => pod.Metadata.CreationTimestamp).First();
            if (DaemonRollout.IsUpdated(oldest, hash))
            {
                updated++;
            }

            if (!oldest.IsReady)
            {
                continue;
            }

            ready++;
            if (oldest.IsAvailable(set.Spec.MinReadySeconds, now))
            {
                available++;
            }
        }
        await Context.UpdateStatusAsync(set, status =>
        {
            status["observedGeneration"] = set.Metadata.Generation;
            status["desiredNumberScheduled"] = desired;
            status["currentNumberScheduled"] = current;
            status["numberMisscheduled"] = misscheduled;
            status["numberReady"] = ready;
            status.SetCount("updatedNumberScheduled", updated);
            status.SetCount("numberAvailable", available);
            status.SetCount("numberUnavailable", desired - available);
        }, cancellationToken);
        if (Availability.UntilNext(podsByNode.Values.SelectMany(pods => pods), set.Spec.MinReadySeconds, now) is { } wait)
        {
            Queue.AddAfter(set.Key, wait);
        }
    }

    private async Task<Dictionary<string, List<Pod>>> PodsByNodeAsync(DaemonSet set, CancellationToken cancellationToken) =>
        ByNode(await Claims.ClaimAsync(set, set.Spec.Selector, cancellationToken));

    private static Dictionary<string, List<Pod>> ByNode(IEnumerable<Pod> pods) =>
        pods.GroupBy(pod => DaemonPlacement.TargetOf(pod) ?? "").ToDictionary(group => group.Key, group => group.ToList());

    private HashSet<string> HashesInUse(DaemonSet set) =>
        [.. Cache.PodsByController[set.Uid].Select(pod => pod.Metadata.Labels.GetValueOrDefault(RevisionHistory.HashLabel, ""))];

    private void NodeChanged(Change<Node> change)
    {
        if (change is { Old: { } old, New: { } current } && SamePlace(old, current))
        {
            return;
        }

        foreach (var set in Cache.DaemonSets.All())
        {
            Queue.Add(set.Key);
        }
    }

    private static bool SamePlace(Node old, Node current) =>
        old.Spec.Taints.SequenceEqual(current.Spec.Taints)
        && old.Metadata.Labels.Count == current.Metadata.Labels.Count
        && old.Metadata.Labels.All(label => current.Metadata.Labels.GetValueOrDefault(label.Key) == label.Value);
}
