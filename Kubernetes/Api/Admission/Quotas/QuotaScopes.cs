using CniMigration.Kubernetes.Api.Admission.Amounts;
using CniMigration.Kubernetes.Kinds;

namespace CniMigration.Kubernetes.Api.Admission.Quotas;

/// <summary>Which pods a quota with scopes is about; other kinds have none.</summary>
internal static class QuotaScopes
{
    public static bool Match(JsonNode? quota, ResourceType type, JsonObject json)
    {
        var scopes = (quota?["scopes"] as JsonArray ?? []).Select(scope => (Scope: (string)scope!, Operator: "Exists", Values: (IReadOnlyList<string>)[]));
        var expressions = (quota?["scopeSelector"]).Each("matchExpressions")
            .Select(each => (Scope: each.Text("scopeName") ?? "", Operator: each.Text("operator") ?? "",
            Values: (IReadOnlyList<string>)[.. (each["values"] as JsonArray ?? []).Select(value => (string)value!)]));
        var all = scopes.Concat(expressions).ToList();
        return all.Count == 0 || (type == ResourceTypes.Pods && all.TrueForAll(each => Matches(each.Scope, each.Operator, each.Values, json["spec"])));
    }

    private static bool Matches(string scope, string @operator, IReadOnlyList<string> values, JsonNode? spec) => scope switch
    {
        "BestEffort" => IsBestEffort(spec),
        "NotBestEffort" => !IsBestEffort(spec),
        "Terminating" => spec.Number("activeDeadlineSeconds") is >= 0,
        "NotTerminating" => spec.Number("activeDeadlineSeconds") is null,
        "PriorityClass" => Class(spec.Text("priorityClassName") ?? "", @operator, values),
        "CrossNamespacePodAffinity" => CrossesNamespaces(spec?["affinity"]),
        _ => false,
    };

    private static bool Class(string name, string @operator, IReadOnlyList<string> values) => @operator switch
    {
        "In" => values.Contains(name),
        "NotIn" => !values.Contains(name),
        "Exists" => name.Length > 0,
        "DoesNotExist" => name.Length == 0,
        _ => false,
    };

    private static bool IsBestEffort(JsonNode? spec) => spec is JsonObject json && QualityOfService.Of(json) == "BestEffort";

    private static bool CrossesNamespaces(JsonNode? affinity) =>
        ((string[])["podAffinity", "podAntiAffinity"]).Select(name => affinity?[name])
            .SelectMany(each => each.Each("requiredDuringSchedulingIgnoredDuringExecution")
                .Concat(each.Each("preferredDuringSchedulingIgnoredDuringExecution").Select(weighted => weighted["podAffinityTerm"]).OfType<JsonObject>()))
            .Any(term => term["namespaces"] is JsonArray { Count: > 0 } || term["namespaceSelector"] is not null);
}
