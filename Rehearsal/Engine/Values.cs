using System.Collections;
using System.Globalization;
using System.Text.Json;
using Pulumi;

namespace CniMigration.Rehearsal.Engine;

/// <summary>Turns what the mocks hand over into JSON and back. JSON that was handed over is never changed afterwards.</summary>
internal static class Values
{
    /// <summary>Marks a reference to a resource; its value is the resource's key.</summary>
    public const string ResourceMark = "$resource";

    public static JsonObject ToJson(IEnumerable<KeyValuePair<string, object>> values)
    {
        var json = new JsonObject();
        foreach (var (key, value) in values)
        {
            json[key] = ToJson(value);
        }

        return json;
    }

    public static JsonNode? ToJson(object? value) => value switch
    {
        null => null,
        JsonNode node => node.DeepClone(),
        JsonElement element => JsonNode.Parse(element.GetRawText()),
        bool flag => JsonValue.Create(flag),
        string text => JsonValue.Create(text),
        double or float or int or long or decimal => JsonValue.Create(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        Resource resource => new JsonObject { [ResourceMark] = MarkOf(new ResourceKey(resource.GetResourceType(), resource.GetResourceName())) },
        IEnumerable<KeyValuePair<string, object>> map => ToJson(map),
        IEnumerable list => new JsonArray([.. list.Cast<object?>().Select(ToJson)]),
        _ => throw new EngineException($"A value of type {value.GetType().Name} is not modelled."),
    };

    /// <summary>The plain dictionary that the mocks expect; nulls are left out, as Pulumi leaves them out.</summary>
    public static ImmutableDictionary<string, object> ToPlain(JsonObject json) =>
        json.Where(property => property.Value is not null).ToImmutableDictionary(property => property.Key, property => ToPlain(property.Value)!);

    private static object? ToPlain(JsonNode? node) => node switch
    {
        null => null,
        JsonObject map => ToPlain(map),
        JsonArray list => list.Select(ToPlain).ToImmutableArray(),
        _ => node.GetValueKind() switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.String => node.GetValue<string>(),
            JsonValueKind.Number => Number(node),
            var kind => throw new EngineException($"A JSON value of kind {kind} is not modelled."),
        },
    };

    public static double Number(JsonNode node) => double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture);

    /// <summary>Whether two values are the same to Pulumi: numbers by value, a null like an absent property.</summary>
    public static bool Same(JsonNode? left, JsonNode? right) => (left, right) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        (JsonObject a, JsonObject b) => Keys(a).Union(Keys(b)).All(key => Same(a[key], b[key])),
        (JsonArray a, JsonArray b) => a.Count == b.Count && a.Zip(b).All(pair => Same(pair.First, pair.Second)),
        (JsonValue a, JsonValue b) => a.GetValueKind() == b.GetValueKind()
            && (a.GetValueKind() == JsonValueKind.Number ? Number(a).Equals(Number(b)) : JsonNode.DeepEquals(a, b)),
        _ => false,
    };

    /// <summary>The top-level properties in which two sets of inputs differ.</summary>
    public static ImmutableArray<string> Differences(JsonObject before, JsonObject after) =>
        [.. Keys(before).Union(Keys(after)).Where(key => !Same(before[key], after[key])).Order(StringComparer.Ordinal)];

    public static string MarkOf(ResourceKey key) => $"{key.Type}::{key.Name}";

    public static JsonObject Copy(JsonObject json) => json.DeepClone().AsObject();

    /// <summary>The later object's properties over the earlier one's.</summary>
    public static JsonObject Overlay(JsonObject below, JsonObject above)
    {
        var result = Copy(below);
        foreach (var (key, value) in above)
        {
            result[key] = value?.DeepClone();
        }

        return result;
    }

    /// <summary>What has become of the properties of one object in another, which may have more.</summary>
    public static JsonObject Within(JsonObject shape, JsonObject live)
    {
        var result = new JsonObject();
        foreach (var (key, value) in shape)
        {
            if (live[key] is { } now)
            {
                result[key] = Within(value, now);
            }
        }

        return result;
    }

    private static JsonNode? Within(JsonNode? shape, JsonNode live) => (shape, live) switch
    {
        (JsonObject part, JsonObject whole) => Within(part, whole),
        (JsonArray parts, JsonArray wholes) when parts.Count == wholes.Count =>
            new JsonArray([.. parts.Zip(wholes, (part, whole) => whole is null ? null : Within(part, whole))]),
        _ => live.DeepClone(),
    };

    private static IEnumerable<string> Keys(JsonObject json) => json.Select(property => property.Key);
}
