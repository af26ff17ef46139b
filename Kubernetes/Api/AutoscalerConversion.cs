using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Api.Operations;

namespace CniMigration.Kubernetes.Api;

/// <summary>Between <c>autoscaling/v2</c> and <c>v1</c>, which knows a processor target only; other metrics stay in the stored object.</summary>
internal static class AutoscalerConversion
{
    private const string Target = "targetCPUUtilizationPercentage";

    public static void ToV1(JsonObject json)
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
            spec[Target] = value;
        }
    }

    public static void FromV1(JsonObject json)
    {
        if (json["spec"] is not JsonObject spec || spec[Target] is not { } percent)
        {
            return;
        }

        spec.Remove(Target);
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
}
