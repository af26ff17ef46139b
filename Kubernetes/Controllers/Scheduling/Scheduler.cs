using CniMigration.Kubernetes.Controllers.Runtime;
using CniMigration.Kubernetes.Kinds;

namespace CniMigration.Kubernetes.Controllers.Scheduling;

/// <summary>
/// Gives pods their nodes. Pods that fit nowhere wait, and are tried again when the cluster changes in a way that may help. Priorities
/// and preemption are not modelled: no pod is ever sent away for another.
/// </summary>
internal sealed class Scheduler : Controller
{
    private const string SelectedNode = "volume.kubernetes.io/selected-node";
    private readonly SchedulerCache nodes;
    private readonly Random random;
    private readonly Lock gate = new();
    private int nextNode;
    private readonly Dictionary<string, DateTimeOffset> waiting = new(StringComparer.Ordinal);
    private readonly Backoff retries = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
    private long moves;

    public Scheduler(ControllerContext context, int seed)
        : base(context)
    {
        nodes = new SchedulerCache(context.Cache);
        random = new Random(seed);
        Cache.Pods.Subscribe(PodChanged);
        Cache.Nodes.Subscribe(NodeChanged);
        Cache.Claims.Subscribe(_ => TryAgain(pod => pod.Spec.Volumes.Count > 0));
        Cache.Volumes.Subscribe(_ => TryAgain(pod => pod.Spec.Volumes.Count > 0));
        Cache.StorageClasses.Subscribe(_ => TryAgain());
    }

    public override string Name => "default-scheduler";

    protected override async Task ReconcileAsync(string key, CancellationToken cancellationToken)
    {
        var pod = Cache.Pods.Find(key);
        var seen = Interlocked.Read(ref moves);
        nodes.TakeInChanges();
        if (pod is null || !IsMine(pod) || nodes.IsAssumed(pod))
        {
            Settle(key);
            return;
        }
        var info = new PodInfo(pod);
        var volumes = new VolumeRules(info, Cache);
        if (Choose(info, volumes, out var message) is not { } node)
        {
            await PostponeAsync(pod, message, seen, cancellationToken);
            return;
        }
        if (volumes.Waiting.Count > 0)
        {
            Wait(key, Context.Now, seen);
            foreach (var claim in volumes.Waiting)
            {
                await SelectAsync(claim, node.Node.Name, cancellationToken);
            }

            return;
        }
        await BindAsync(pod, node.Node.Name, cancellationToken);
    }

    private NodeInfo? Choose(PodInfo pod, VolumeRules volumes, out string message)
    {
        var all = nodes.Nodes;
        message = "";
        if (volumes.Problem is { } problem)
        {
            message = Diagnosis.Everywhere(all.Length, problem);
            return null;
        }
        List<Filter> filters = [.. NodeFilters.For(pod), .. volumes.Filters(), .. TopologySpread.For(pod, nodes), .. PodAffinityFilter.For(pod, nodes)];
        List<string> reasons = [];
        var possible = pod.OnlyNode is { } only ? OnlyOn(only, all, filters, reasons) : Enough(all, filters, reasons);
        if (possible.Count > 0)
        {
            return Scoring.Best(pod, possible, nodes, random);
        }

        message = Diagnosis.Describe(all.Length, reasons);
        return null;
    }

    /// <summary>Looks at nodes in turn, from where the last search ended, until there are enough to choose from.</summary>
    private List<NodeInfo> Enough(NodeInfo[] all, List<Filter> filters, List<string> reasons)
    {
        var enough = NodesToFind(all.Length);
        List<NodeInfo> possible = [];
        for (var looked = 0; looked < all.Length && possible.Count < enough; looked++)
        {
            var node = all[nextNode++ % all.Length];
            if (Passes(node, filters, reasons))
            {
                possible.Add(node);
            }
        }
        return possible;
    }

    /// <summary>A daemon's pod names its node; the others need not be looked at.</summary>
    private static List<NodeInfo> OnlyOn(string name, NodeInfo[] all, List<Filter> filters, List<string> reasons)
    {
        List<NodeInfo> possible = [];
        foreach (var node in all)
        {
            if (node.Node.Name != name)
            {
                reasons.Add("node(s) didn't match Pod's node affinity/selector");
            }
            else if (Passes(node, filters, reasons))
            {
                possible.Add(node);
            }
        }
        return possible;
    }

    private static bool Passes(NodeInfo node, List<Filter> filters, List<string> reasons)
    {
        foreach (var filter in filters)
        {
            if (filter(node) is not { Count: > 0 } found)
            {
                continue;
            }

            reasons.AddRange(found);
            return false;
        }
        return true;
    }

    /// <summary>As kube-scheduler does: all of a small cluster, a share of a large one that shrinks with its size, but a hundred at least.</summary>
    private static int NodesToFind(int all) => all < 100 ? all : Math.Max(100, all * Math.Max(5, 50 - (all / 125)) / 100);

    private async Task BindAsync(Pod pod, string node, CancellationToken cancellationToken)
    {
        nodes.Assume(pod, node);
        try
        {
            await Context.Client.CreateAsync(ResourceTypes.Pods, pod.Namespace, new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = "Binding",
                ["metadata"] = new JsonObject { ["name"] = pod.Name, ["namespace"] = pod.Namespace, ["uid"] = pod.Uid },
                ["target"] = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Node", ["name"] = node },
            }, cancellationToken, "binding", pod.Name);
        }
        catch (ApiException exception) when (exception.IsNotFound || exception.IsConflict)
        {
            nodes.Forget(pod);
            Queue.AddAfter(pod.Key, retries.Next(pod.Key));
            return;
        }
        catch
        {
            nodes.Forget(pod);
            throw;
        }
        Settle(pod.Key);
        Context.Events.Normal(pod, Name, "Scheduled", $"Successfully assigned {pod.Key} to {node}");
    }

    private async Task SelectAsync(PersistentVolumeClaim claim, string node, CancellationToken cancellationToken)
    {
        if (claim.Metadata.Annotations.TryGetValue(SelectedNode, out var known) && Cache.Nodes.Find(known) is not null)
        {
            return;
        }

        await Context.UpdateAsync(claim, body => body.Section("metadata").Section("annotations")[SelectedNode] = node, cancellationToken);
    }

    private async Task PostponeAsync(Pod pod, string message, long seen, CancellationToken cancellationToken)
    {
        Wait(pod.Key, Context.Now + retries.Next(pod.Key), seen);
        Context.Events.Warning(pod, Name, "FailedScheduling", message);
        try
        {
            await Context.UpdateStatusAsync(
                pod, status => status.SetCondition(Context.Now, "PodScheduled", "False", "Unschedulable", message), cancellationToken);
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            Settle(pod.Key);
        }
    }

    private static bool IsMine(Pod pod) =>
        pod.Spec.NodeName.Length == 0 && pod.IsActive && pod.Spec.SchedulerName is ("" or "default-scheduler") && pod.Spec.SchedulingGates.Count == 0;

    /// <summary>Lets a pod wait for a change that may help. One that came while its place was looked for wakes it too.</summary>
    private void Wait(string key, DateTimeOffset notBefore, long seen)
    {
        lock (gate)
        {
            waiting[key] = notBefore;
            if (moves == seen)
            {
                return;
            }
        }
        Queue.AddAfter(key, notBefore - Context.Now);
    }

    private void Settle(string key)
    {
        retries.Forget(key);
        lock (gate)
        {
            waiting.Remove(key);
        }
    }

    /// <summary>Wakes the waiting pods, each when its backoff is over.</summary>
    private void TryAgain(Func<Pod, bool>? concerned = null)
    {
        var now = Context.Now;
        List<(string Key, DateTimeOffset At)> woken;
        lock (gate)
        {
            moves++;
            if (waiting.Count == 0)
            {
                return;
            }

            woken = [.. waiting.Select(item => (item.Key, item.Value))];
        }
        foreach (var (key, at) in woken)
        {
            if (concerned is null || Cache.Pods.Find(key) is not { } pod || concerned(pod))
            {
                Queue.AddAfter(key, at - now);
            }
        }
    }

    private void PodChanged(Change<Pod> change)
    {
        var (old, current) = change;
        if (current is not null && IsMine(current))
        {
            if (old is null || !IsMine(old) || old.Metadata.Generation != current.Metadata.Generation)
            {
                Queue.Add(current.Key);
            }

            return;
        }
        if (current is null || current.IsFinished || current.IsDeleting)
        {
            Queue.Add(change.Latest.Key);
            if (current is null || current.IsFinished)
            {
                TryAgain();
            }

            return;
        }
        if (old is null || old.Spec.NodeName.Length == 0)
        {
            TryAgain(pod => new PodInfo(pod).LooksAtOtherPods);
        }
    }

    private void NodeChanged(Change<Node> change)
    {
        if (change is { Old: { } old, New: { } current } && LooksTheSame(old, current))
        {
            return;
        }

        TryAgain();
    }

    private static bool LooksTheSame(Node old, Node current) =>
        old.Spec.Unschedulable == current.Spec.Unschedulable
        && old.Spec.Taints.SequenceEqual(current.Spec.Taints)
        && SameItems(old.Metadata.Labels, current.Metadata.Labels)
        && SameItems(old.Status.Allocatable, current.Status.Allocatable);

    private static bool SameItems<T>(IReadOnlyDictionary<string, T> old, IReadOnlyDictionary<string, T> current) =>
        old.Count == current.Count && old.All(item => current.TryGetValue(item.Key, out var value) && EqualityComparer<T>.Default.Equals(item.Value, value));
}
