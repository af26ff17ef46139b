using CniMigration.Kubernetes.Api.Versions;
using CniMigration.Kubernetes.CustomSchemas;

namespace CniMigration.Kubernetes.Api.Subresources;

/// <summary>The one face that all scalable workloads share.</summary>
internal static class ScaleSubresource
{
    /// <param name="item">The object.</param>
    /// <param name="paths">Where a custom resource keeps it; null for the built-in types.</param>
    public static JsonObject Of(ApiObject item, ScalePaths? paths = null)
    {
        var json = item.ToJson();
        var metadata = new JsonObject();
        foreach (var field in (string[])["name", "namespace", "uid", "resourceVersion", "creationTimestamp"])
        {
            metadata.TakeFrom(json.Metadata(), field);
        }

        if (paths is not null)
        {
            return Scale(metadata, Replicas(json, paths.Spec) ?? throw ApiException.Internal($"the spec replicas field \"{paths.Spec}\" cannot be empty"),
                Custom(json, paths));
        }

        var status = new JsonObject { ["replicas"] = json["status"].Number("replicas") ?? 0 };
        if (json["spec"]?["selector"] is JsonObject selector)
        {
            status["selector"] = Text(selector.Deserialize<LabelSelector>(ModelJson.Options)!);
        }

        return Scale(metadata, json["spec"].Number("replicas") ?? 0, status);
    }

    /// <summary>The object with the replicas that a scale asks for.</summary>
    public static JsonObject Set(ApiObject present, JsonObject scale, ScalePaths? paths = null)
    {
        var version = present.ResourceVersion.ToString(CultureInfo.InvariantCulture);
        if (scale["metadata"].Text("resourceVersion") is { Length: > 0 } expected && expected != version)
        {
            throw ApiException.Modified(present.Type, present.Name);
        }

        var json = present.ToJson();
        ScalePaths.Write(json, paths?.Spec ?? ".spec.replicas", scale["spec"].Number("replicas") ?? 0);
        return json;
    }

    private static JsonObject Scale(JsonObject metadata, long replicas, JsonObject status) => new()
    {
        ["kind"] = "Scale",
        ["apiVersion"] = "autoscaling/v1",
        ["metadata"] = metadata,
        ["spec"] = replicas == 0 ? new JsonObject() : new JsonObject { ["replicas"] = replicas },
        ["status"] = status,
    };

    private static JsonObject Custom(JsonObject json, ScalePaths paths)
    {
        var status = new JsonObject { ["replicas"] = Replicas(json, paths.Status) ?? 0 };
        if (paths.Selector is { } selector && ScalePaths.Read(json, selector) is { } text)
        {
            status["selector"] = text.ToString();
        }

        return status;
    }

    private static long? Replicas(JsonObject json, string path) => CustomSchema.Decimal(ScalePaths.Read(json, path)) is { } number ? (long)number : null;

    private static string Text(LabelSelector selector)
    {
        var terms = selector.MatchLabels.Select(label => (label.Key, Text: $"{label.Key}={label.Value}")).Concat(selector.MatchExpressions.Select(requirement =>
            (requirement.Key, Text: requirement.Operator switch
            {
                "In" => $"{requirement.Key} in ({string.Join(',', requirement.Values)})",
                "NotIn" => $"{requirement.Key} notin ({string.Join(',', requirement.Values)})",
                "Exists" => requirement.Key,
                _ => "!" + requirement.Key,
            })));
        return string.Join(',', terms.OrderBy(term => term.Key, StringComparer.Ordinal).Select(term => term.Text));
    }
}
