using System.Collections;
using System.Reflection;
using System.Text.Json;

namespace Pulumi.Serialization;

/// <summary>Turns what a program holds into <see cref="Wire"/> values, and remembers the resources it met on the way.</summary>
internal sealed class Serializer
{
    private readonly bool keepResources;

    private Serializer(bool keepResources) => this.keepResources = keepResources;

    private HashSet<Resource> Dependencies { get; } = [];

    public static async Task<SerializedProperties> SerializePropertiesAsync(
        string label, IReadOnlyDictionary<string, object?> properties, bool keepResources = true)
    {
        var values = ImmutableDictionary.CreateBuilder<string, object?>();
        var dependencies = new HashSet<Resource>();
        foreach (var (key, property) in properties)
        {
            var serializer = new Serializer(keepResources);
            object? value;
            try
            {
                value = await serializer.SerializeAsync($"{label}.{key}", property);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"cannot send {key}: {e.Message}", e);
            }

            if (value is not null)
            {
                values[key] = value;
                dependencies.UnionWith(serializer.Dependencies);
            }
        }

        return new SerializedProperties(values.ToImmutable(), dependencies);
    }

    public static Task<object?> SerializeValueAsync(string label, object? value, bool keepResources) =>
        new Serializer(keepResources).SerializeAsync(label, value);

    private async Task<object?> SerializeAsync(string context, object? value)
    {
        switch (value)
        {
            case null or bool or double or string:
                return value;
            case int number:
                return (double)number;
            case InputArgs args:
                return await SerializeMapAsync(context, await args.ToDictionaryAsync());
            case AssetOrArchive:
                return value;
            case Task:
                throw new InvalidOperationException(
                    $"{context} is a task: make an output of it.");
            case IInput input:
                return await SerializeOutputAsync(context, input.ToOutput());
            case IUnion union:
                return await SerializeAsync(context, union.Value);
            case JsonElement element:
                return SerializeJson(element);
            case IOutput output:
                return await SerializeOutputAsync(context, output);
            case Resource resource:
                return await SerializeResourceAsync(context, resource);
            case IDictionary dictionary:
                return await SerializeMapAsync(context, dictionary);
            case IList list:
                return await SerializeListAsync(context, list);
            case Enum constant when constant.GetTypeCode() == TypeCode.Int32:
                return (double)(int)value;
            case ValueTuple:
                return null;
            default:
                return await SerializeDeclaredTypeAsync(context, value);
        }
    }

    private async Task<object?> SerializeOutputAsync(string context, IOutput output)
    {
        var data = await output.GetDataAsync();
        Dependencies.UnionWith(data.Resources);
        if (!data.IsKnown)
        {
            return Wire.Unknown;
        }

        var value = await SerializeAsync(context, data.Value);
        return data.IsSecret ? Wire.Secret(value) : value;
    }

    /// <summary>A resource passed as an input is there once it is registered; JSON text has no place for one but its id.</summary>
    private async Task<object?> SerializeResourceAsync(string context, Resource resource)
    {
        if (resource is CustomResource custom)
        {
            Dependencies.Add(custom);
            var id = await SerializeAsync($"{context}.id", custom.Id);
            if (!keepResources)
            {
                return id;
            }
        }

        var urn = await SerializeAsync($"{context}.urn", resource.Urn);
        return keepResources ? resource : urn;
    }

    private async Task<object?> SerializeListAsync(string context, IList list)
    {
        if (IsDefaultImmutableArray(list))
        {
            return ImmutableArray<object?>.Empty;
        }

        var result = ImmutableArray.CreateBuilder<object?>(list.Count);
        for (var i = 0; i < list.Count; i++)
        {
            result.Add(await SerializeAsync($"{context}[{i}]", list[i]));
        }

        return result.MoveToImmutable();
    }

    private async Task<ImmutableDictionary<string, object?>> SerializeMapAsync(string context, IDictionary dictionary)
    {
        var result = ImmutableDictionary.CreateBuilder<string, object?>();
        foreach (DictionaryEntry entry in dictionary)
        {
            var key = entry.Key as string
                ?? throw new InvalidOperationException($"{context} has a key that is no string.");
            if (await SerializeAsync($"{context}.{key}", entry.Value) is { } value)
            {
                result[key] = value;
            }
        }

        return result.ToImmutable();
    }

    private async Task<object?> SerializeDeclaredTypeAsync(string context, object value)
    {
        var type = value.GetType();
        if (type.IsValueType && type.IsDefined(typeof(EnumTypeAttribute)))
        {
            var convert = type.GetMethod("op_Explicit", [type])
                ?? throw new InvalidOperationException(
                    $"{context} is a {type.FullName}, which converts to neither a string nor a double.");
            return convert.Invoke(null, [value]);
        }

        if (!type.IsDefined(typeof(OutputTypeAttribute)))
        {
            throw new InvalidOperationException($"{context} is a {type.FullName}, which cannot be sent.");
        }

        var fields = type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance).Where(field => field.IsInitOnly);
        var result = ImmutableDictionary.CreateBuilder<string, object?>();
        foreach (var field in fields)
        {
            var name = char.ToLowerInvariant(field.Name[0]) + field.Name[1..];
            result[name] = await SerializeAsync($"{context}.{name}", field.GetValue(value));
        }

        return result.ToImmutable();
    }

    private static object? SerializeJson(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Undefined or JsonValueKind.Null => null,
            JsonValueKind.String => element.GetString(),
            JsonValueKind.Number => element.GetDouble(),
            JsonValueKind.True or JsonValueKind.False => element.GetBoolean(),
            JsonValueKind.Array => element.EnumerateArray().Select(SerializeJson).ToImmutableArray(),
            _ => element.EnumerateObject().ToImmutableDictionary(property => property.Name, property => SerializeJson(property.Value)),
        };

    private static bool IsDefaultImmutableArray(IList list) =>
        list.GetType() is { IsGenericType: true } type
            && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>)
            && type.GetProperty(nameof(ImmutableArray<>.IsDefault))!.GetValue(list) is true;
}

internal sealed record SerializedProperties(ImmutableDictionary<string, object?> Values, IReadOnlySet<Resource> Dependencies);
