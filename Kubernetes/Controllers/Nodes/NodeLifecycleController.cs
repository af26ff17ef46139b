using CniMigration.Kubernetes.Controllers.Runtime;

namespace CniMigration.Kubernetes.Controllers.Nodes;

/// <summary>
/// Taints nodes by their conditions, and marks the pods of unreachable nodes as not ready. It goes by the Ready condition alone:
/// nodes here say themselves when they are gone, so missing heartbeats are not looked for.
/// </summary>
internal sealed class NodeLifecycleController : Controller
{
    public NodeLifecycleController(ControllerContext context)
        : base(context)
    {
        Cache.Nodes.Subscribe(change =>
        {
            if (change.New is { } node)
            {
                Queue.Add(node.Key);
            }
        });

        // What a pod says of itself may be seen only after its node has gone silent (node_lifecycle_controller.go: processPod).
        Cache.Pods.Subscribe(change =>
        {
            if (change.New is { IsReady: true } pod && Cache.Nodes.Find(pod.Spec.NodeName) is { } node && IsSilent(node))
            {
                Queue.Add(node.Key);
            }
        });
    }

    public override string Name => "node-lifecycle-controller";

    protected override async Task ReconcileAsync(string key, CancellationToken cancellationToken)
    {
        if (Cache.Nodes.Find(key) is not { } node)
        {
            return;
        }

        await TaintAsync(node, cancellationToken);
        if (IsSilent(node))
        {
            await MarkPodsNotReadyAsync(node, cancellationToken);
        }
    }

    private static bool IsSilent(Node node) => node.Status.Conditions.Find("Ready")?.Status == "Unknown";

    private async Task TaintAsync(Node node, CancellationToken cancellationToken)
    {
        var wanted = NodeTaints.Wanted(node).ToHashSet();
        var present = node.Spec.Taints.Where(taint => NodeTaints.Managed.Contains(taint.Key)).Select(taint => (taint.Key, taint.Effect)).ToHashSet();
        if (wanted.SetEquals(present))
        {
            return;
        }

        if (wanted.Any(taint => taint.Effect == "NoExecute") && !present.Any(taint => taint.Effect == "NoExecute"))
        {
            Context.Events.Normal(node, Name, "NodeNotReady", $"Node {node.Name} status is now: NodeNotReady");
        }

        await Context.UpdateAsync(node, body =>
        {
            var taints = body.Section("spec").List("taints");
            foreach (var stale in taints.OfType<JsonObject>().Where(taint => IsStale(taint, wanted)).ToList())
            {
                taints.Remove(stale);
            }

            foreach (var (key, effect) in wanted.Except(present))
            {
                var taint = new JsonObject { ["key"] = key, ["effect"] = effect };
                if (effect == "NoExecute")
                {
                    taint["timeAdded"] = Context.Now.Timestamp();
                }

                taints.Add(taint);
            }
            if (taints.Count == 0)
            {
                body.Section("spec").Remove("taints");
            }
        }, cancellationToken);
    }

    private static bool IsStale(JsonObject taint, HashSet<(string Key, string Effect)> wanted) =>
        NodeTaints.Managed.Contains((string?)taint["key"] ?? "") && !wanted.Contains(((string?)taint["key"] ?? "", (string?)taint["effect"] ?? ""));

    private async Task MarkPodsNotReadyAsync(Node node, CancellationToken cancellationToken)
    {
        foreach (var pod in Cache.PodsByNode[node.Name].Where(pod => pod.IsReady))
        {
            try
            {
                await Context.UpdateStatusAsync(pod, status =>
                {
                    var ready = status.List("conditions").OfType<JsonObject>().First(condition => (string?)condition["type"] == "Ready");
                    ready["status"] = "False";
                    ready["lastTransitionTime"] = Context.Now.Timestamp();
                }, cancellationToken);
            }
            catch (ApiException exception) when (exception.IsNotFound)
            {
                continue;
            }
            Context.Events.Warning(pod, Name, "NodeNotReady", "Node is not ready");
        }
    }
}
