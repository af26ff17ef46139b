using CniMigration.Kubernetes.Kinds;
using CniMigration.Kubernetes.Model;

namespace CniMigration.Tests.Properties.Clusters;

/// <summary>The workloads of a cluster and their pods, a line each.</summary>
internal static class ClusterText
{
    public static async Task<IReadOnlyList<string>> OfAsync(CaseCluster cluster) =>
    [
        .. (await cluster.ListAsync<Node>(ResourceTypes.Nodes))
            .Select(n => $"{n.Name}{(n.Spec.Unschedulable ? " shut" : "")} {string.Join(" ", n.Spec.Taints.Select(taint => taint.Key))}"),
        .. (await cluster.ListAsync<Deployment>(ResourceTypes.Deployments))
            .Select(d => $"Deployment {d.Name} generation {d.Metadata.Generation}: {d.Status with { Conditions = [] }}"),
        .. (await cluster.ListAsync<ReplicaSet>(ResourceTypes.ReplicaSets)).Select(r => $"ReplicaSet {r.Name} wants {r.Spec.Replicas}: {r.Status}"),
        .. (await cluster.ListAsync<StatefulSet>(ResourceTypes.StatefulSets)).Select(s => $"StatefulSet {s.Name}: {s.Status}"),
        .. (await cluster.ListAsync<PodDisruptionBudget>(ResourceTypes.PodDisruptionBudgets))
            .Select(b => $"budget {b.Name}: allows {b.Status.DisruptionsAllowed}, {b.Status.CurrentHealthy} of {b.Status.DesiredHealthy} healthy"),
        .. (await cluster.Api.ListAsync(
            ResourceTypes.ResourceQuotas,
            null,
            CancellationToken.None)).Items.Select(quota => $"quota {quota.Name}: {quota.ToJson()["status"]?.ToJsonString()}"),
        .. (await cluster.ListAsync<Pod>(ResourceTypes.Pods)).Select(Text),
        .. (await cluster.Api.ListAsync(ResourceTypes.Events, null, CancellationToken.None)).Items.Select(item => item.ToJson())
            .Where(e => (string?)e["type"] == "Warning")
            .TakeLast(10).Select(e => $"event of {e["involvedObject"]?["name"]}: {e["reason"]}: {e["message"]} x{e["count"]}"),
    ];

    private static string Text(Pod pod)
    {
        var waiting = pod.Status.Conditions.Find("PodScheduled") is { IsTrue: false, Message: { Length: > 0 } message } ? $": {message}" : "";
        return $"pod {pod.Name} on {pod.Spec.NodeName}: {pod.Status.Phase}{(pod.IsReady ? " Ready" : "")}{(pod.IsDeleting ? " ending" : "")}{waiting}";
    }
}
