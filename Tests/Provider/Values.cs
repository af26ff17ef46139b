using System.Collections.Immutable;
using Pulumi.Experimental;

namespace CniMigration.Tests.Provider;

/// <summary>Plain objects as the engine's values, and back.</summary>
internal static class Values
{
    public static ImmutableDictionary<string, PropertyValue> Of(params (string Name, object? Value)[] values) =>
        values.ToImmutableDictionary(pair => pair.Name, pair => Of(pair.Value));

    public static PropertyValue Of(object? value) => value switch
    {
        null => PropertyValue.Null,
        PropertyValue known => known,
        string text => new PropertyValue(text),
        bool flag => new PropertyValue(flag),
        int number => new PropertyValue((double)number),
        double number => new PropertyValue(number),
        IEnumerable<string> items => new PropertyValue(items.Select(item => new PropertyValue(item)).ToImmutableArray()),
        IReadOnlyDictionary<string, string> map => new PropertyValue(map.ToImmutableDictionary(pair => pair.Key, pair => new PropertyValue(pair.Value))),
        IReadOnlyDictionary<string, int> map => new PropertyValue(map.ToImmutableDictionary(pair => pair.Key, pair => new PropertyValue((double)pair.Value))),
        _ => throw new ArgumentException($"No value for a {value.GetType().Name}.", nameof(value)),
    };

    public static string? Text(this IDictionary<string, PropertyValue>? values, string name) =>
        values is not null && values.TryGetValue(name, out var value) && value.TryGetString(out var text) ? text : null;

    public static int? Number(this IDictionary<string, PropertyValue>? values, string name) =>
        values is not null && values.TryGetValue(name, out var value) && value.TryGetNumber(out var number) ? (int)number : null;

    public static bool? Flag(this IDictionary<string, PropertyValue>? values, string name) =>
        values is not null && values.TryGetValue(name, out var value) && value.TryGetBool(out var flag) ? flag : null;

    public static string[] List(this IDictionary<string, PropertyValue>? values, string name) =>
        values is not null && values.TryGetValue(name, out var value) && value.TryGetArray(out var items)
            ? [.. items.Select(item => item.TryGetString(out var text) ? text! : "")]
            : [];

    public static ImmutableDictionary<string, PropertyValue> Map(this IDictionary<string, PropertyValue>? values, string name) =>
        values is not null && values.TryGetValue(name, out var value) && value.TryGetMap(out var map) ? map! : [];
}
