using System.Text.Json.Nodes;
using CniMigration.Rehearsal.Providers.Kubernetes;

namespace CniMigration.Tests.Rehearsal.Back;

/// <summary>
/// What a cluster is, line by line, but for what no way back can restore: restartedAt, revisions, generations, resource versions, names that
/// the cluster makes up, and who owns a record.
/// </summary>
internal static class ClusterPortrait
{
    private const string Record = "cni-migration.io/";

    private static readonly string[] Kinds =
    [
        "api/v1/nodes", "api/v1/namespaces", "api/v1/configmaps", "api/v1/services", "api/v1/serviceaccounts",
        "apis/apps/v1/daemonsets", "apis/apps/v1/deployments", "apis/apps/v1/statefulsets", "apis/policy/v1/poddisruptionbudgets",
    ];

    private static readonly string[] Passing =
    [
        "kubectl.kubernetes.io/restartedAt", "deployment.kubernetes.io/revision", "deprecated.daemonset.template.generation",
        "kubernetes.io/hostname", "alpha.kubernetes.io/provided-node-ip", "cni-migration.io/restart",
    ];

    public static async Task<IReadOnlyList<string>> TakeAsync(string kubeconfig)
    {
        using var api = ClusterApi.Connect(kubeconfig);
        var lines = new List<string>();
        foreach (var kind in Kinds)
        {
            var list = await api.SendAsync(HttpMethod.Get, kind, null, "application/json", CancellationToken.None);
            lines.AddRange(list!["items"]!.AsArray().Select(item => $"{kind.Split('/')[^1]} {Describe(item!.AsObject())}"));
        }

        return [.. lines.Order(StringComparer.Ordinal)];
    }

    /// <summary>What one has and the other has not; nothing where they are the same, line by line.</summary>
    public static IReadOnlyList<string> Differences(IReadOnlyList<string> before, IReadOnlyList<string> after) =>
        [.. Missing(before, after).Select(line => $"- {line}"), .. Missing(after, before).Select(line => $"+ {line}")];

    private static List<string> Missing(IReadOnlyList<string> from, IReadOnlyList<string> other)
    {
        var missing = from.ToList();
        foreach (var line in other)
        {
            missing.Remove(line);
        }

        return missing;
    }

    private static string Describe(JsonObject item)
    {
        var metadata = item["metadata"]!.AsObject();
        var isNode = item["spec"]?["providerID"] is not null;
        var portrait = new JsonObject
        {
            ["name"] = isNode ? null : $"{metadata["namespace"]}/{metadata["name"]}",
            ["labels"] = Settled(metadata["labels"]),
            ["annotations"] = Settled(metadata["annotations"]),
            ["data"] = Sorted(Data(item)),
            ["spec"] = Spec(item["spec"] as JsonObject, isNode),
            ["well"] = IsWell(item),
        };
        return portrait.ToJsonString();
    }

    private static JsonNode? Data(JsonObject item) => item["data"] is JsonObject data && item["metadata"]!["annotations"] is JsonObject annotations
        && annotations.Any(annotation => annotation.Key.StartsWith(Record, StringComparison.Ordinal))
            ? string.Join(",", data.Select(entry => entry.Key))
            : item["data"];

    private static JsonNode? Spec(JsonObject? spec, bool isNode)
    {
        if (spec?.DeepClone() is not JsonObject copy)
        {
            return null;
        }

        if (isNode)
        {
            return new JsonObject
            {
                ["taints"] = copy["taints"] is JsonArray { Count: > 0 } taints ? Sorted(taints) : null,
                ["unschedulable"] = copy["unschedulable"]?.DeepClone(),
            };
        }

        if (copy["template"]?["metadata"] is JsonObject template)
        {
            template["annotations"] = Settled(template["annotations"]);
        }

        return Sorted(copy);
    }

    /// <summary>Null where nothing says so.</summary>
    private static JsonNode? IsWell(JsonObject item) => item["status"] switch
    {
        JsonObject status when status["desiredNumberScheduled"] is { } desired => Number(desired) == Number(status["numberReady"]),
        JsonObject when item["spec"]?["replicas"] is { } wanted => Number(wanted) == Number(item["status"]!["readyReplicas"]),
        JsonObject status when status["conditions"] is JsonArray conditions && item["spec"]?["providerID"] is not null =>
            conditions.Any(condition => $"{condition!["type"]}" == "Ready" && $"{condition["status"]}" == "True"),
        _ => null,
    };

    private static int Number(JsonNode? node) => node?.GetValue<int>() ?? 0;

    private static JsonObject Settled(JsonNode? map)
    {
        var kept = new JsonObject();
        foreach (var (key, value) in (map as JsonObject ?? []).Where(entry => !Passing.Contains(entry.Key)).OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            kept[key] = key.StartsWith(Record, StringComparison.Ordinal) ? "a record" : value?.DeepClone();
        }

        return kept;
    }

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject map =>
            new JsonObject(map.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => KeyValuePair.Create(entry.Key, Sorted(entry.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
