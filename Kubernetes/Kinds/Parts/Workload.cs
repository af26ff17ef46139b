namespace CniMigration.Kubernetes.Kinds.Parts;

/// <summary>What workloads share: pods made by a template, and a selector that fits them.</summary>
internal static class Workload
{
    public static TableColumn Ready { get; } =
        new("Ready", row => $"{row.Json.At("status", "readyReplicas").Number()}/{row.Json.At("spec", "replicas").Number()}");

    public static TableColumn[] Replicas { get; } =
        [Cells.Number("Desired", "spec.replicas"), Cells.Number("Current", "status.replicas"), Cells.Number("Ready", "status.readyReplicas")];

    public static TableColumn[] Containers { get; } = Cells.Containers("spec.template.spec");

    public static TableColumn Selector { get; } = new("Selector", row => Cells.Selector(row.Json.At("spec", "selector")), Priority: 1);

    /// <summary>Fills in the section of a strategy that rolls, and names that strategy where none is named.</summary>
    public static void DefaultRolling(JsonObject strategy, params (string Field, JsonNode Value)[] fields)
    {
        strategy.Default("type", "RollingUpdate");
        if (strategy.Text("type") == "RollingUpdate")
        {
            var rolling = strategy.Section("rollingUpdate");
            foreach (var (field, value) in fields)
            {
                rolling.Default(field, value);
            }
        }
    }

    /// <summary>Holds a workload to its template, and the template to the selector and the restart policies that are possible.</summary>
    public static Action<JsonObject, FieldErrors> Selecting(params string[] restartPolicies) => (json, errors) =>
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
        PodSpecValidation.Check(template?["spec"] as JsonObject, "spec.template.spec", errors, claims);
        if (template?["spec"].Text("restartPolicy") is { } policy && !restartPolicies.Contains(policy))
        {
            errors.NotSupported("spec.template.spec.restartPolicy", policy, restartPolicies);
        }

        RollingUpdate(spec, errors);
    };

    /// <summary>Refuses changes of fields of the spec.</summary>
    public static Action<JsonObject, JsonObject, FieldErrors> Fixed(params string[] fields) => (old, json, errors) =>
    {
        foreach (var field in fields)
        {
            if (!JsonNode.DeepEquals(old["spec"]?[field], json["spec"]?[field]))
            {
                errors.Invalid($"spec.{field}", json["spec"]?[field]?.DeepClone(), "field is immutable");
            }
        }
    };

    /// <summary>Whether two specs differ in changeable fields only.</summary>
    public static bool SameBut(JsonNode? old, JsonNode? json, string[] changeable)
    {
        var names = (old as JsonObject ?? []).Concat(json as JsonObject ?? []).Select(field => field.Key).Distinct().Except(changeable);
        return names.All(name => JsonNode.DeepEquals(old?[name], json?[name]));
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
