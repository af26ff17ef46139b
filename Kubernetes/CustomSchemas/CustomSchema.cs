using System.Text.RegularExpressions;

namespace CniMigration.Kubernetes.CustomSchemas;

/// <summary>A structural schema, read once: what one place in a custom resource may hold.</summary>
internal sealed class CustomSchema
{
    public string? Type { get; private init; }

    public string? Format { get; private init; }

    public bool IsNullable { get; private init; }

    public bool IsIntOrString { get; private init; }

    public bool PreservesUnknown { get; private init; }

    public bool IsEmbeddedResource { get; private init; }

    public IReadOnlyDictionary<string, CustomSchema> Properties { get; private init; } = new Dictionary<string, CustomSchema>();

    /// <summary>What the values of a map hold; null where no map is specified.</summary>
    public CustomSchema? Values { get; private init; }

    /// <summary>Whether any other property may be there, whatever it holds.</summary>
    public bool AllowsAnyProperty { get; private init; }

    public CustomSchema? Items { get; private init; }

    public IReadOnlyList<string> Required { get; private init; } = [];

    public JsonArray? Enum { get; private init; }

    public string? Pattern { get; private init; }

    public Regex? PatternMatcher { get; private init; }

    public decimal? Minimum { get; private init; }

    public decimal? Maximum { get; private init; }

    public bool ExclusiveMinimum { get; private init; }

    public bool ExclusiveMaximum { get; private init; }

    public decimal? MultipleOf { get; private init; }

    public long? MinLength { get; private init; }

    public long? MaxLength { get; private init; }

    public long? MinItems { get; private init; }

    public long? MaxItems { get; private init; }

    public long? MinProperties { get; private init; }

    public long? MaxProperties { get; private init; }

    public JsonNode? Default { get; private init; }

    public string? ListType { get; private init; }

    public IReadOnlyList<string> ListKeys { get; private init; } = [];

    public IReadOnlyList<CustomSchema> AllOf { get; private init; } = [];

    public IReadOnlyList<CustomSchema> AnyOf { get; private init; } = [];

    public IReadOnlyList<CustomSchema> OneOf { get; private init; } = [];

    public CustomSchema? Not { get; private init; }

    public static CustomSchema Parse(JsonObject json) => new()
    {
        Type = json.Text("type") is { Length: > 0 } type ? type : null,
        Format = json.Text("format"),
        IsNullable = Is(json, "nullable"),
        IsIntOrString = Is(json, "x-kubernetes-int-or-string"),
        PreservesUnknown = Is(json, "x-kubernetes-preserve-unknown-fields"),
        IsEmbeddedResource = Is(json, "x-kubernetes-embedded-resource"),
        Properties = (json["properties"] as JsonObject ?? []).Where(field => field.Value is JsonObject)
            .ToDictionary(field => field.Key, field => Parse((JsonObject)field.Value!), StringComparer.Ordinal),
        Values = json["additionalProperties"] is JsonObject values ? Parse(values) : null,
        AllowsAnyProperty = Is(json, "additionalProperties"),
        Items = json["items"] is JsonObject items ? Parse(items) : null,
        Required = Strings(json["required"]),
        Enum = json["enum"] as JsonArray,
        Pattern = json.Text("pattern"),
        PatternMatcher = json.Text("pattern") is { Length: > 0 } pattern ? GoPattern.Compile(pattern) : null,
        Minimum = Decimal(json["minimum"]),
        Maximum = Decimal(json["maximum"]),
        ExclusiveMinimum = Is(json, "exclusiveMinimum"),
        ExclusiveMaximum = Is(json, "exclusiveMaximum"),
        MultipleOf = Decimal(json["multipleOf"]),
        MinLength = json.Number("minLength"),
        MaxLength = json.Number("maxLength"),
        MinItems = json.Number("minItems"),
        MaxItems = json.Number("maxItems"),
        MinProperties = json.Number("minProperties"),
        MaxProperties = json.Number("maxProperties"),
        Default = json["default"],
        ListType = json.Text("x-kubernetes-list-type"),
        ListKeys = Strings(json["x-kubernetes-list-map-keys"]),
        AllOf = Each(json["allOf"]),
        AnyOf = Each(json["anyOf"]),
        OneOf = Each(json["oneOf"]),
        Not = json["not"] is JsonObject not ? Parse(not) : null,
    };

    /// <summary>What a property holds; null where the schema says nothing of it.</summary>
    public CustomSchema? Of(string property) => Properties.GetValueOrDefault(property) ?? Values;

    /// <summary>A number, however it is held in memory; null where it is none.</summary>
    public static decimal? Decimal(JsonNode? node) =>
        node?.GetValueKind() == System.Text.Json.JsonValueKind.Number
        && decimal.TryParse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static bool Is(JsonObject json, string field) => json[field]?.GetValueKind() == System.Text.Json.JsonValueKind.True;

    private static string[] Strings(JsonNode? list) => list is JsonArray array ? [.. array.Select(item => (string?)item ?? "")] : [];

    private static CustomSchema[] Each(JsonNode? list) => list is JsonArray array ? [.. array.OfType<JsonObject>().Select(Parse)] : [];
}
