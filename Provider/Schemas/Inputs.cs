using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace CniMigration.Provider.Schemas;

/// <summary>Checked inputs (or state) read by type; a field that is not there has its default.</summary>
internal sealed class Inputs(IReadOnlyList<Field> fields, ImmutableDictionary<string, PropertyValue> values)
{
    private const string SecondsSuffix = "Seconds";

    private static readonly JsonSerializerOptions Requests = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    /// <summary>
    /// All inputs as a request of the engine, whose properties have the fields' names: <c>budgetTimeoutSeconds</c> is the duration <c>BudgetTimeout</c>.
    /// What is only for previews stays out.
    /// </summary>
    /// <param name="instead">What the request gets in place of an input, or without one.</param>
    public T To<T>(params IEnumerable<(string Name, string Value)> instead)
    {
        var request = new JsonObject();
        foreach (var field in fields.Where(field => !field.IsForPreview))
        {
            if (Value(field.Name) is not { } value || (field.Type == FieldType.Text && OptionalText(field.Name) is null))
            {
                continue;
            }

            var isDuration = field.Type == FieldType.Integer && field.Name.EndsWith(SecondsSuffix, StringComparison.Ordinal);
            request[isDuration ? field.Name[..^SecondsSuffix.Length] : field.Name] =
                isDuration ? JsonSerializer.SerializeToNode(Seconds(field.Name)) : value.ToJson();
        }

        foreach (var (name, value) in instead)
        {
            request[name] = value;
        }

        return request.Deserialize<T>(Requests)!;
    }

    public string Text(string name) => OptionalText(name) ?? throw Missing(name);

    /// <summary>An empty text counts as none.</summary>
    public string? OptionalText(string name) => Value(name) is { } value && value.TryGetString(out var text) && text.Length > 0 ? text : null;

    public int Integer(string name) => Value(name) is { } value && value.TryGetNumber(out var number) ? (int)number : throw Missing(name);

    public bool Flag(string name) => Value(name) is { } value && value.TryGetBool(out var flag) && flag;

    public TimeSpan Seconds(string name) => TimeSpan.FromSeconds(Integer(name));

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
