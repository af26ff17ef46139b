namespace Pulumi.Serialization;

/// <summary>
/// What an engine and a program exchange: null, bool, double, string, immutable arrays and dictionaries of these, assets and resources.
/// The markers for unknown and secret values are Pulumi's own.
/// </summary>
internal static class Wire
{
    public const string Unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

    private const string Signature = "4dabf18193072939515e22adb298388d";
    private const string SecretSignature = "1b47061264138c4ac30d75fd1eb44270";

    public static ImmutableDictionary<string, object?> Secret(object? value) =>
        ImmutableDictionary<string, object?>.Empty.Add(Signature, SecretSignature).Add("value", value);

    /// <summary>Takes the markers out of a value; a part that is unknown or secret makes the whole so.</summary>
    public static PlainValue Unwrap(object? wire) =>
        wire switch
        {
            Unknown => new PlainValue(null, IsKnown: false, IsSecret: false),
            ImmutableDictionary<string, object?> map when IsSecret(map) => Unwrap(map["value"]) with { IsSecret = true },
            ImmutableDictionary<string, object?> map => UnwrapMap(map),
            ImmutableArray<object?> list => UnwrapList(list),
            _ => new PlainValue(wire, IsKnown: true, IsSecret: false),
        };

    private static bool IsSecret(ImmutableDictionary<string, object?> map) => map.GetValueOrDefault(Signature) is SecretSignature;

    private static PlainValue UnwrapList(ImmutableArray<object?> list)
    {
        ImmutableArray<PlainValue> items = [.. list.Select(Unwrap)];
        return Combine(items, items.Select(item => item.Value).ToImmutableArray());
    }

    private static PlainValue UnwrapMap(ImmutableDictionary<string, object?> map)
    {
        // Keys with two underscores are the engine's own.
        var items = map.Where(entry => !entry.Key.StartsWith("__", StringComparison.Ordinal))
            .ToImmutableDictionary(entry => entry.Key, entry => Unwrap(entry.Value));
        return Combine(items.Values, items.ToImmutableDictionary(entry => entry.Key, entry => entry.Value.Value));
    }

    private static PlainValue Combine(IEnumerable<PlainValue> parts, object value)
    {
        var all = parts.ToList();
        return new PlainValue(value, all.All(part => part.IsKnown), all.Any(part => part.IsSecret));
    }
}

internal readonly record struct PlainValue(object? Value, bool IsKnown, bool IsSecret);
