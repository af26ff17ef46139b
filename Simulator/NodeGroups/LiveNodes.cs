using CniMigration.Kubernetes.Kinds;
using CniMigration.Simulator.Cloud;
using CniMigration.Simulator.Nodes;

namespace CniMigration.Simulator.NodeGroups;

/// <summary>EKS carries a group's new labels and taints over to its live nodes, and takes away those that it no longer has.</summary>
internal static class LiveNodes
{
    public static Task ApplyAsync(ClusterContext cluster, string nodeName, NodeGroupSpec before, NodeGroupSpec after, CancellationToken cancellationToken) =>
        cluster.Api.ChangeAsync(ResourceTypes.Nodes, null, nodeName, null, body =>
        {
            if (!ReferenceEquals(before.Labels, after.Labels))
            {
                ChangeLabels(body.Section("metadata").Section("labels"), before, after);
            }

            if (!ReferenceEquals(before.Taints, after.Taints))
            {
                ChangeTaints(body.Section("spec").List("taints"), before, after);
            }
        }, cancellationToken);

    private static void ChangeLabels(JsonObject labels, NodeGroupSpec before, NodeGroupSpec after)
    {
        foreach (var key in before.Labels.Keys.Where(key => !after.Labels.ContainsKey(key)))
        {
            labels.Remove(key);
        }

        foreach (var (key, value) in after.Labels)
        {
            labels[key] = value;
        }
    }

    private static void ChangeTaints(JsonArray taints, NodeGroupSpec before, NodeGroupSpec after)
    {
        var managed = before.Taints.Concat(after.Taints).Select(taint => taint.Key).ToHashSet(StringComparer.Ordinal);
        taints.RemoveAll(taint => managed.Contains((string)taint!["key"]!));
        foreach (var taint in after.Taints.Select(NodeGroupRules.ToKubernetes))
        {
            taints.Add((JsonNode)new JsonObject { ["key"] = taint.Key, ["value"] = taint.Value, ["effect"] = taint.Effect });
        }
    }
}
