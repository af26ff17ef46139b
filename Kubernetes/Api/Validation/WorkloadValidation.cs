using System.Text.Json;
using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Api.Defaulting;
using CniMigration.Kubernetes.Api.Operations;
using CniMigration.Kubernetes.Model;

namespace CniMigration.Kubernetes.Api.Validation;

/// <summary>What workloads must hold: above all, a selector that fits their pods.</summary>
internal static class WorkloadValidation
{
    public static void Selecting(JsonObject json, FieldErrors errors, params string[] restartPolicies)
    {
        var spec = json["spec"] as JsonObject;
        if (spec.Number("replicas") is < 0 and var replicas)
        {
            errors.Invalid("spec.replicas", replicas, "must be greater than or equal to 0");
        }

        var template = spec?["template"] as JsonObject;
        var labels = template?["metadata"]?["labels"];
        if (spec?["selector"] is not JsonObject { Count: > 0 } selector)
        {
            errors.Required("spec.selector");
        }
        else if (!Fits(selector, labels))
        {
            errors.Invalid("spec.template.metadata.labels", labels?.DeepClone() ?? new JsonObject(), "`selector` does not match template `labels`");
        }

        MetadataValidation.Labels(labels, "spec.template.metadata.labels", errors);
        var claims = spec.Each("volumeClaimTemplates").Select(claim => claim["metadata"].Text("name") ?? "");
        PodValidation.Spec(template?["spec"] as JsonObject, "spec.template.spec", errors, claims);
        if (template?["spec"].Text("restartPolicy") is { } policy && !restartPolicies.Contains(policy))
        {
            errors.NotSupported("spec.template.spec.restartPolicy", policy, restartPolicies);
        }

        RollingUpdate(spec, errors);
    }

    public static void CronJob(JsonObject json, FieldErrors errors)
    {
        if (json["spec"].Text("schedule") is not { Length: > 0 })
        {
            errors.Required("spec.schedule");
        }

        PodValidation.Spec(json["spec"]?["jobTemplate"]?["spec"]?["template"]?["spec"] as JsonObject, "spec.jobTemplate.spec.template.spec", errors);
    }

    private static void RollingUpdate(JsonObject? spec, FieldErrors errors)
    {
        foreach (var field in (string[])["strategy", "updateStrategy"])
        {
            if (spec?[field]?["rollingUpdate"] is JsonObject rolling && IsZero(rolling["maxUnavailable"]) && IsZero(rolling["maxSurge"]))
            {
                var detail = field == "strategy" ? "may not be 0 when `maxSurge` is 0" : "cannot be 0 when `maxSurge` is 0";
                errors.Invalid($"spec.{field}.rollingUpdate.maxUnavailable", rolling["maxUnavailable"]!.DeepClone(), detail);
            }
        }
    }

    private static bool IsZero(JsonNode? value) => value is not null && value.ToString() is "0" or "0%";

    private static bool Fits(JsonObject selector, JsonNode? labels)
    {
        var query = selector.Deserialize<LabelSelector>(ModelJson.Options)!;
        var present = labels?.Deserialize<Dictionary<string, string>>(ApiJson.Options) ?? [];
        return query.Matches(present);
    }
}
