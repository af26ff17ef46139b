using CniMigration.Kubernetes.Controllers.Runtime;
using CniMigration.Kubernetes.Kinds;

namespace CniMigration.Simulator.Nodes.Cilium;

/// <summary>Takes the agent-not-ready taint from nodes whose agent is ready, and puts it on nodes whose agent is not.</summary>
internal sealed class NodeTaintSync(ClusterContext cluster, CiliumConfig config)
{
    public async Task StepAsync(CancellationToken cancellationToken)
    {
        foreach (var agent in cluster.Cache.Pods.All().Where(IsAgent))
        {
            if (cluster.Cache.Nodes.Find(agent.Spec.NodeName) is not { } node)
            {
                continue;
            }

            var tainted = node.Spec.Taints.Any(taint => taint.Key == config.TaintKey);
            if (agent.IsReady && tainted && config.RemovesTaints)
            {
                await ChangeAsync(node, taints => taints.RemoveAll(taint => taint?["key"]?.GetValue<string>() == config.TaintKey), cancellationToken);
                await MarkNetworkAvailableAsync(node, cancellationToken);
            }
            else if (!agent.IsReady && !tainted && config.SetsTaints)
            {
                await ChangeAsync(node, taints => taints.Add((JsonNode)new JsonObject { ["key"] = config.TaintKey, ["effect"] = "NoSchedule" }),
                    cancellationToken);
            }
        }
    }

    private static bool IsAgent(Pod pod) =>
        pod.Metadata.Labels.GetValueOrDefault("k8s-app") == "cilium" && pod.Spec.NodeName.Length > 0 && pod.IsActive;

    private Task<ApiObject?> ChangeAsync(Node node, Action<JsonArray> change, CancellationToken cancellationToken) =>
        cluster.Api.ChangeAsync(ResourceTypes.Nodes, null, node.Name, node.Uid, body => change(body.Section("spec").List("taints")), cancellationToken);

    private Task<ApiObject?> MarkNetworkAvailableAsync(Node node, CancellationToken cancellationToken) =>
        cluster.Api.ChangeAsync(ResourceTypes.Nodes, null, node.Name, node.Uid,
            body => body.Section("status").SetCondition(
                cluster.Clock.GetUtcNow(), "NetworkUnavailable", "False", "CiliumIsUp", "Cilium is running on this node"),
            cancellationToken, "status");
}
