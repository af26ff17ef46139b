using System.Collections.Immutable;
using Pulumi.Experimental;

namespace CniMigration.Provider.Schemas;

/// <summary>Checked inputs (or state) read by type; a field that is not there has its default.</summary>
internal sealed class Inputs(IReadOnlyList<Field> fields, ImmutableDictionary<string, PropertyValue> values)
{
    public string Text(string name) => OptionalText(name) ?? throw Missing(name);

    /// <summary>An empty text counts as none.</summary>
    public string? OptionalText(string name) => Value(name) is { } value && value.TryGetString(out var text) && text.Length > 0 ? text : null;

    public int Integer(string name) => Value(name) is { } value && value.TryGetNumber(out var number) ? (int)number : throw Missing(name);

    public bool Flag(string name) => Value(name) is { } value && value.TryGetBool(out var flag) && flag;

    public TimeSpan Seconds(string name) => TimeSpan.FromSeconds(Integer(name));

    public TEnum Choice<TEnum>(string name)
        where TEnum : struct, Enum =>
        Enum.Parse<TEnum>(Text(name).Replace("-", "", StringComparison.Ordinal), ignoreCase: true);

    public IReadOnlyList<string> List(string name) =>
        Value(name) is { } value && value.TryGetArray(out var items) ? [.. items.Select(item => item.TryGetString(out var text) ? text : "")] : [];

    public IReadOnlyDictionary<string, string> Map(string name) =>
        Value(name) is { } value && value.TryGetMap(out var map)
            ? map.ToDictionary(pair => pair.Key, pair => pair.Value.TryGetString(out var text) ? text : "")
            : new Dictionary<string, string>();

    public IReadOnlyDictionary<string, int> IntegerMap(string name) =>
        Value(name) is { } value && value.TryGetMap(out var map)
            ? map.ToDictionary(pair => pair.Key, pair => pair.Value.TryGetNumber(out var number) ? (int)number : 0)
            : new Dictionary<string, int>();

    private PropertyValue? Value(string name) =>
        values.TryGetValue(name, out var value) && !value.IsNull
            ? value
            : fields.FirstOrDefault(field => field.Name == name)?.DefaultValue;

    private static InvalidOperationException Missing(string name) => new($"The input {name} is not known at this point.");
}
