using System.Text.Json;
using CniMigration.Rehearsal.Engine;
using Pulumi.Experimental;

namespace CniMigration.Rehearsal.Providers.Plugin;

/// <summary>The engine's JSON as a plugin's values, and back.</summary>
internal static class PluginValues
{
    public static ImmutableDictionary<string, PropertyValue> ToPlugin(JsonObject json) =>
        json.ToImmutableDictionary(property => property.Key, property => ToPlugin(property.Value));

    public static JsonObject FromPlugin(IEnumerable<KeyValuePair<string, PropertyValue>> values)
    {
        var json = new JsonObject();
        foreach (var (key, value) in values)
        {
            // What a preview cannot know yet is left out, as the mocks leave it out.
            if (!value.IsComputed)
            {
                json[key] = FromPlugin(value);
            }
        }

        return json;
    }

    private static PropertyValue ToPlugin(JsonNode? node) => node switch
    {
        null => PropertyValue.Null,
        JsonObject map => new PropertyValue(ToPlugin(map)),
        JsonArray list => new PropertyValue(list.Select(ToPlugin).ToImmutableArray()),
        _ => node.GetValueKind() switch
        {
            JsonValueKind.True => new PropertyValue(true),
            JsonValueKind.False => new PropertyValue(false),
            JsonValueKind.Number => new PropertyValue(Values.Number(node)),
            _ => new PropertyValue(node.GetValue<string>()),
        },
    };

    private static JsonNode? FromPlugin(PropertyValue value)
    {
        if (value.TryGetBool(out var flag))
        {
            return JsonValue.Create(flag);
        }

        if (value.TryGetNumber(out var number))
        {
            return JsonValue.Create(number);
        }

        if (value.TryGetString(out var text))
        {
            return JsonValue.Create(text);
        }

        if (value.TryGetArray(out var list))
        {
            return new JsonArray([.. list.Select(FromPlugin)]);
        }

        return value.TryGetMap(out var map) ? FromPlugin(map)
            : value.IsNull ? null
            : throw new EngineException($"A plugin answered with a value of type {value.Type}, which the rehearsal does not model.");
    }
}
