using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Clients;
using CniMigration.Kubernetes.Kinds;
using CniMigration.Kubernetes.Objects;

namespace CniMigration.Tests.Properties.Clusters;

/// <summary>What a cluster asks for, line by line, but for what no way back can restore: restartedAt, revisions, generations, resource versions.</summary>
internal static class CasePortrait
{
    private static readonly ResourceType[] Kinds =
    [
        ResourceTypes.Nodes, ResourceTypes.Deployments, ResourceTypes.StatefulSets, ResourceTypes.DaemonSets, ResourceTypes.Jobs,
        ResourceTypes.PodDisruptionBudgets,
        ResourceTypes.ConfigMaps, ResourceTypes.PersistentVolumeClaims, ResourceTypes.ResourceQuotas,
    ];

    private static readonly string[] Passing =
    [
        "kubectl.kubernetes.io/restartedAt", "deployment.kubernetes.io/revision", "deprecated.daemonset.template.generation",
    ];

    public static async Task<IReadOnlyList<string>> TakeAsync(IApiClient client)
    {
        var lines = new List<string>();
        foreach (var kind in Kinds)
        {
            lines.AddRange(
                (await client.ListAsync(kind, null, CancellationToken.None)).Items.Select(item =>
                    $"{kind.Kind} {item.Namespace}/{item.Name} {Describe(item.ToJson())}"));
        }

        return lines;
    }

    /// <summary>What one has and the other has not; nothing where they are the same.</summary>
    public static IReadOnlyList<string> Differences(IReadOnlyList<string> before, IReadOnlyList<string> after) =>
        [.. before.Except(after).Select(line => $"- {line}"), .. after.Except(before).Select(line => $"+ {line}")];

    private static string Describe(JsonObject item)
    {
        var metadata = item["metadata"]!.AsObject();
        var spec = item["spec"]?.DeepClone() as JsonObject;
        if (spec?["template"]?["metadata"] is JsonObject template)
        {
            template["annotations"] = Kept(template["annotations"]);
        }

        if (item["kind"]?.GetValue<string>() == "Node" && spec is not null)
        {
            // The node controller's taint follows a cordon a moment later.
            spec = new JsonObject
            {
                ["unschedulable"] = spec["unschedulable"]?.DeepClone(),
                ["taints"] = new JsonArray(
                    [
                        .. (spec["taints"] as JsonArray ?? [])
                            .Where(taint => $"{taint!["key"]}" != "node.kubernetes.io/unschedulable")
                            .Select(taint => taint!.DeepClone()),
                    ]),
            };
        }

        return new JsonObject
        {
            ["labels"] = metadata["labels"]?.DeepClone(),
            ["annotations"] = Kept(metadata["annotations"]),
            ["spec"] = spec,
            ["data"] = item["data"]?.DeepClone(),
        }.ToJsonString();
    }

    private static JsonObject Kept(JsonNode? annotations) =>
        new((annotations as JsonObject ?? []).Where(entry => !Passing.Contains(entry.Key)).OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => KeyValuePair.Create(entry.Key, entry.Value?.DeepClone())));
}
