using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CniMigration.Simulator.Api.Defaulting;
using CniMigration.Simulator.Api.Operations;
using CniMigration.Simulator.Model;

namespace CniMigration.Simulator.Api.Subresources;

/// <summary>The one face that all scalable workloads share.</summary>
internal static class ScaleSubresource
{
    public static JsonObject Of(ApiObject item)
    {
        var json = item.ToJson();
        var metadata = new JsonObject();
        foreach (var field in (string[])["name", "namespace", "uid", "resourceVersion", "creationTimestamp"])
        {
            metadata.TakeFrom(json.Metadata(), field);
        }

        var status = new JsonObject { ["replicas"] = json["status"].Number("replicas") ?? 0 };
        if (json["spec"]?["selector"] is JsonObject selector)
        {
            status["selector"] = Text(selector.Deserialize<LabelSelector>(ModelJson.Options)!);
        }

        return new JsonObject
        {
            ["kind"] = "Scale",
            ["apiVersion"] = "autoscaling/v1",
            ["metadata"] = metadata,
            ["spec"] = new JsonObject { ["replicas"] = json["spec"].Number("replicas") ?? 0 },
            ["status"] = status,
        };
    }

    /// <summary>The object with the replicas that a scale asks for.</summary>
    public static JsonObject Set(ApiObject present, JsonObject scale)
    {
        var version = present.ResourceVersion.ToString(CultureInfo.InvariantCulture);
        if (scale["metadata"].Text("resourceVersion") is { Length: > 0 } expected && expected != version)
        {
            throw ApiException.Modified(present.Type, present.Name);
        }

        var json = present.ToJson();
        json.Section("spec")["replicas"] = scale["spec"].Number("replicas") ?? 0;
        return json;
    }

    private static string Text(LabelSelector selector)
    {
        var terms = selector.MatchLabels.Select(label => $"{label.Key}={label.Value}").Concat(selector.MatchExpressions.Select(requirement =>
            requirement.Operator switch
            {
                "In" => $"{requirement.Key} in ({string.Join(',', requirement.Values)})",
                "NotIn" => $"{requirement.Key} notin ({string.Join(',', requirement.Values)})",
                "Exists" => requirement.Key,
                _ => "!" + requirement.Key,
            }));
        return string.Join(',', terms.Order(StringComparer.Ordinal));
    }
}
