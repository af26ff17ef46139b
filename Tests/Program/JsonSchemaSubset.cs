using System.Text.Json;

namespace CniMigration.Tests.StackProgram;

/// <summary>As much of JSON Schema as the Cilium chart's own schema uses: type, properties, items with anyOf, enum.</summary>
internal static class JsonSchemaSubset
{
    /// <summary>Every place where a document differs from its schema; unknown properties count, since a chart ignores them silently.</summary>
    public static IEnumerable<string> Validate(JsonElement schema, JsonElement value, string path = "$")
    {
        if (schema.TryGetProperty("type", out var type) && !Types(type).Any(name => Is(name, value)))
        {
            return [$"{path} is {value.ValueKind}, not {type.GetRawText()}"];
        }

        if (schema.TryGetProperty("enum", out var allowed) && allowed.EnumerateArray().All(option => option.GetRawText() != value.GetRawText()))
        {
            return [$"{path} is {value.GetRawText()}, not one of {allowed.GetRawText()}"];
        }

        return value.ValueKind switch
        {
            JsonValueKind.Object when schema.TryGetProperty("properties", out var properties) => Properties(properties, value, path),
            JsonValueKind.Array when schema.TryGetProperty("items", out var items) => Items(items, value, path),
            _ => [],
        };
    }

    private static IEnumerable<string> Properties(JsonElement properties, JsonElement value, string path) => value.EnumerateObject().SelectMany(property =>
        properties.TryGetProperty(property.Name, out var known)
            ? Validate(known, property.Value, $"{path}.{property.Name}")
            : IsOpen(path) ? [] : [$"{path}.{property.Name} is unknown"]);

    // The schema is made from the chart's defaults, so under affinity it knows only the terms that those defaults hold.
    private static bool IsOpen(string path) => path.Contains("affinity", StringComparison.Ordinal);

    private static IEnumerable<string> Items(JsonElement items, JsonElement value, string path)
    {
        JsonElement[] options = items.TryGetProperty("anyOf", out var anyOf) ? [.. anyOf.EnumerateArray()] : [items];
        return value.EnumerateArray().SelectMany((item, index) =>
        {
            var best = options.Select(option => Validate(option, item, $"{path}[{index}]").ToList()).MinBy(problems => problems.Count);
            return best ?? [];
        });
    }

    private static IEnumerable<string> Types(JsonElement type) =>
        type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(name => name.GetString()!) : [type.GetString()!];

    private static bool Is(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind == JsonValueKind.Number,
        "null" => value.ValueKind == JsonValueKind.Null,
        _ => throw new NotSupportedException($"The type {type} is not part of this subset."),
    };
}
