using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Objects;
using CniMigration.Rehearsal.Walk;

namespace CniMigration.Tests.Rights;

/// <summary>One rule of one role of the project's rbac.yaml.</summary>
internal sealed record MigrationRule(JsonObject Role, int Index)
{
    public static IReadOnlyList<JsonObject> Objects { get; } = [.. YamlDocuments.ParseAll(RightsFile.Read()).OfType<JsonObject>()];

    public static IReadOnlyList<MigrationRule> All { get; } =
        [
            .. Objects.Where(found => found["rules"] is JsonArray)
                .SelectMany(role => ((JsonArray)role["rules"]!).Select((_, index) => new MigrationRule(role, index))),
        ];

    public string RoleName => (string)Role["metadata"]!["name"]!;

    /// <summary>The namespace that it holds in; null for all.</summary>
    public string? Namespace => (string?)Role["metadata"]!["namespace"];

    public string Group => (string)Rule["apiGroups"]![0]!;

    public string Resource => (string)Rule["resources"]![0]!;

    public IReadOnlyList<string> Verbs => [.. ((JsonArray)Rule["verbs"]!).Select(verb => (string)verb!)];

    public string? ObjectName => (string?)(Rule["resourceNames"] as JsonArray)?[0];

    /// <summary>The role as it is with this rule, or without it.</summary>
    public JsonObject RoleBody(bool with)
    {
        var body = (JsonObject)Role.DeepClone();
        if (!with)
        {
            ((JsonArray)body["rules"]!).RemoveAt(Index);
        }

        return body;
    }

    public override string ToString() => $"{string.Join(',', ((JsonArray)Rule["resources"]!).Select(resource => (string)resource!))} {string.Join(',', Verbs)}";

    private JsonObject Rule => (JsonObject)Role["rules"]![Index]!;
}
