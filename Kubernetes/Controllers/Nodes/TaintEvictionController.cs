using CniMigration.Kubernetes.Controllers.Runtime;
using CniMigration.Kubernetes.Controllers.Scheduling;

namespace CniMigration.Kubernetes.Controllers.Nodes;

/// <summary>Deletes the pods that do not tolerate a NoExecute taint of their node, or no longer do. Budgets are not asked.</summary>
internal sealed class TaintEvictionController : Controller
{
    private readonly Dictionary<string, DateTimeOffset> firstSeen = new(StringComparer.Ordinal);

    public TaintEvictionController(ControllerContext context)
        : base(context)
    {
        Cache.Pods.Subscribe(PodChanged);
        Cache.Nodes.Subscribe(NodeChanged);
    }

    public override string Name => "taint-eviction-controller";

    protected override async Task ReconcileAsync(string key, CancellationToken cancellationToken)
    {
        if (Cache.Pods.Find(key) is not { IsDeleting: false } pod || Cache.Nodes.Find(pod.Spec.NodeName) is not { } node || Stay(pod, node) is not { } stay)
        {
            firstSeen.Remove(key);
            return;
        }
        if (!firstSeen.TryGetValue(key, out var since))
        {
            firstSeen[key] = since = Context.Now;
        }

        var left = since + stay - Context.Now;
        if (left > TimeSpan.Zero)
        {
            Queue.AddAfter(key, left);
            return;
        }
        firstSeen.Remove(key);
        Context.Events.Normal(pod, Name, "TaintManagerEviction", $"Marking for deletion Pod {key}");
        var marked = await Context.UpdateStatusAsync(pod, status => status.SetCondition(Context.Now, "DisruptionTarget", "True", "DeletionByTaintManager",
            "Taint manager: deleting due to NoExecute taint"), cancellationToken);
        if (Cache.Pods.Find(marked.Key) is { IsDeleting: false } current)
        {
            await Context.DeleteAsync(current, cancellationToken);
        }
    }

    /// <summary>How long a pod may stay under its node's NoExecute taints; null for ever.</summary>
    internal static TimeSpan? Stay(Pod pod, Node node)
    {
        TimeSpan? shortest = null;
        foreach (var taint in node.Spec.Taints)
        {
            if (taint.Effect != "NoExecute")
            {
                continue;
            }

            if (!NodeMatching.IsTolerated(taint, pod.Spec.Tolerations))
            {
                return TimeSpan.Zero;
            }

            foreach (var toleration in pod.Spec.Tolerations)
            {
                if (toleration.TolerationSeconds is not { } seconds || !toleration.Tolerates(taint))
                {
                    continue;
                }

                var stay = TimeSpan.FromSeconds(Math.Max(0, seconds));
                if (shortest is null || stay < shortest)
                {
                    shortest = stay;
                }
            }
        }
        return shortest;
    }

    private static bool HasNoExecute(Node? node) => node?.Spec.Taints.Any(taint => taint.Effect == "NoExecute") == true;

    private void PodChanged(Change<Pod> change)
    {
        if (change.New is null || change.New.Spec.NodeName != change.Old?.Spec.NodeName)
        {
            Queue.Add(change.Latest.Key);
        }
    }

    private void NodeChanged(Change<Node> change)
    {
        if (!HasNoExecute(change.Old) && !HasNoExecute(change.New))
        {
            return;
        }

        if (change is { Old: { } old, New: { } current } && old.Spec.Taints.SequenceEqual(current.Spec.Taints))
        {
            return;
        }

        foreach (var pod in Cache.PodsByNode[change.Latest.Name])
        {
            Queue.Add(pod.Key);
        }
    }
}
