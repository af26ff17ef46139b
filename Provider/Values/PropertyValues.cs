using System.Text.Json;
using System.Text.Json.Nodes;

namespace CniMigration.Provider.Values;

/// <summary>Conversions and comparisons of the values on the wire.</summary>
internal static class PropertyValues
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static PropertyValue Of(string? value) => value is null ? PropertyValue.Null : new PropertyValue(value);

    public static PropertyValue Of(int value) => new((double)value);

    public static PropertyValue Of(bool value) => new(value);

    public static PropertyValue Of(IEnumerable<string> values) => new(values.Select(value => new PropertyValue(value)).ToImmutableArray());

    /// <summary>Any result as a value, its properties in camel case.</summary>
    public static ImmutableDictionary<string, PropertyValue> FromResult(object result) =>
        FromJson(JsonSerializer.SerializeToNode(result, result.GetType(), Json)).TryGetMap(out var map)
            ? map
            : throw new InvalidOperationException($"{result.GetType().Name} does not serialize as an object.");

    /// <summary>A known value as JSON.</summary>
    public static JsonNode? ToJson(this PropertyValue value) => value switch
    {
        _ when value.TryGetString(out var text) => text,
        _ when value.TryGetBool(out var flag) => flag,
        _ when value.TryGetNumber(out var number) => number,
        _ when value.TryGetArray(out var items) => new JsonArray([.. items.Select(ToJson)]),
        _ when value.TryGetMap(out var map) => new JsonObject(map.Select(pair => KeyValuePair.Create(pair.Key, pair.Value.ToJson()))),
        _ => null,
    };

    /// <summary>True when something in the value is not known yet.</summary>
    public static bool HasUnknowns(this PropertyValue value) =>
        value.IsComputed ||
        (value.TryGetArray(out var items) && items.Any(HasUnknowns)) ||
        (value.TryGetMap(out var map) && map.Values.Any(HasUnknowns));

    /// <summary>Equality of what a value says, whether or not it is secret and wherever it came from.</summary>
    public static bool SaysTheSame(this PropertyValue left, PropertyValue right)
    {
        if (left.Type != right.Type)
        {
            return false;
        }

        if (left.TryGetArray(out var items) && right.TryGetArray(out var others))
        {
            return items.Length == others.Length && items.Zip(others).All(pair => pair.First.SaysTheSame(pair.Second));
        }

        if (left.TryGetMap(out var map) && right.TryGetMap(out var other))
        {
            return map.Count == other.Count && map.All(pair => other.TryGetValue(pair.Key, out var value) && pair.Value.SaysTheSame(value));
        }

        return Plain(left).Equals(Plain(right));
    }

    private static PropertyValue Plain(PropertyValue value) => value.WithSecret(false).WithDependencies([]);

    private static PropertyValue FromJson(JsonNode? node) => node switch
    {
        null => PropertyValue.Null,
        JsonObject map => new PropertyValue(map.ToImmutableDictionary(pair => pair.Key, pair => FromJson(pair.Value))),
        JsonArray items => new PropertyValue(items.Select(FromJson).ToImmutableArray()),
        _ => node.GetValueKind() switch
        {
            JsonValueKind.True => new PropertyValue(true),
            JsonValueKind.False => new PropertyValue(false),
            JsonValueKind.Number => new PropertyValue(node.GetValue<JsonElement>().GetDouble()),
            _ => new PropertyValue(node.ToString()),
        },
    };
}
