using CniMigration.Kubernetes.Kinds.Parts;

namespace CniMigration.Kubernetes.Kinds;

internal static class AutoscalerKind
{
    private const string Percentage = "targetCPUUtilizationPercentage";

    public static ResourceType Type { get; } = new("autoscaling", "v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers")
    {
        ShortNames = ["hpa"],
        Categories = ["all"],
        Subresources = ["status"],
        AlsoServedAs = [new("autoscaling", "v1", ToV1, FromV1)],
        Defaults = json => json.Section("spec").Default("minReplicas", 1),
        Columns =
        [
            Cells.Name,
            new("Reference", row => $"{row.Json.At("spec", "scaleTargetRef", "kind").Text()}/{row.Json.At("spec", "scaleTargetRef", "name").Text()}"),
            new("Targets", row => Cells.OrNone(string.Join(", ", row.Json.At("spec", "metrics").Each().Select(Target)))),
            Cells.Text("MinPods", "spec.minReplicas", "<unset>"), Cells.Number("MaxPods", "spec.maxReplicas"),
            Cells.Number("Replicas", "status.currentReplicas"), Cells.Age,
        ],
        Notice = _ => "HorizontalPodAutoscalers are not modelled here: nothing changes replicas by load.",
    };

    // autoscaling/v1 knows a processor target only; other metrics stay in the stored object.
    private static void ToV1(JsonObject json)
    {
        if (json["spec"] is not JsonObject spec)
        {
            return;
        }

        var percent = (spec["metrics"] as JsonArray)?.FirstOrDefault(IsProcessor)?["resource"]?["target"].Number("averageUtilization");
        spec.Remove("metrics");
        spec.Remove("behavior");
        if (percent is { } value)
        {
            spec[Percentage] = value;
        }
    }

    private static void FromV1(JsonObject json)
    {
        if (json["spec"] is not JsonObject spec || spec[Percentage] is not { } percent)
        {
            return;
        }

        spec.Remove(Percentage);
        spec["metrics"] = new JsonArray(new JsonObject
        {
            ["type"] = "Resource",
            ["resource"] = new JsonObject
            {
                ["name"] = "cpu",
                ["target"] = new JsonObject { ["type"] = "Utilization", ["averageUtilization"] = percent.DeepClone() },
            },
        });
    }

    private static bool IsProcessor(JsonNode? metric) => metric.Text("type") == "Resource" && metric?["resource"].Text("name") == "cpu";

    // Nothing measures here.
    private static string Target(JsonElement metric)
    {
        var type = metric.At("type").Text();
        var about = metric.At($"{char.ToLowerInvariant(type[0])}{type[1..]}");
        var (target, resource) = (about.At("target"), about.At("name").Text());
        var wanted = target.At("averageUtilization") is { ValueKind: JsonValueKind.Number } share ? $"{share.GetRawText()}%"
            : target.At("averageValue").Text() is { Length: > 0 } average ? average : target.At("value").Text();
        return (resource.Length > 0 ? $"{resource}: " : "") + $"<unknown>/{wanted}";
    }
}
