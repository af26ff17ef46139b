using Pulumi.Experimental.Provider;

namespace CniMigration.Provider.Schemas;

/// <summary>Holds inputs against their fields: one failure for each that is wrong, defaults for those that are missing, unknowns as they are.</summary>
internal static class InputCheck
{
    public static (ImmutableDictionary<string, PropertyValue> Inputs, List<CheckFailure> Failures) Run(
        IReadOnlyList<Field> fields, ImmutableDictionary<string, PropertyValue> given)
    {
        var failures = given.Keys
            .Where(name => !name.StartsWith("__", StringComparison.Ordinal) && fields.All(field => field.Name != name))
            .Order(StringComparer.Ordinal)
            .Select(name => new CheckFailure(name, $"there is no such property; there are: {string.Join(", ", fields.Select(field => field.Name))}"))
            .ToList();
        var inputs = ImmutableDictionary.CreateBuilder<string, PropertyValue>();
        foreach (var field in fields)
        {
            var value = given.TryGetValue(field.Name, out var found) && !found.IsNull ? found : field.DefaultValue;
            if (value is null)
            {
                if (field.Required)
                {
                    failures.Add(new CheckFailure(field.Name, $"is required: {Lowered(field.Description)}"));
                }

                continue;
            }
            inputs[field.Name] = field.Secret ? value.WithSecret(true) : value;
            if (!value.HasUnknowns() && Problem(field, value) is { } problem)
            {
                failures.Add(new CheckFailure(field.Name, problem));
            }
        }
        return (inputs.ToImmutable(), failures);
    }

    private static string? Problem(Field field, PropertyValue value)
    {
        if (!HasType(field.Type, value))
        {
            return $"must be {Expected(field.Type)}, and is {Describe(value)}";
        }

        if (field.Allowed.Count > 0 && value.TryGetString(out var text) && !field.Allowed.Contains(text))
        {
            return $"'{text}' is not one of {string.Join(", ", field.Allowed)}";
        }

        return field.Rule?.Invoke(value);
    }

    private static bool HasType(FieldType type, PropertyValue value) => type switch
    {
        FieldType.Text => value.Type == PropertyValueType.String,
        FieldType.Flag => value.Type == PropertyValueType.Bool,
        FieldType.Integer => value.TryGetNumber(out var number) && number == Math.Truncate(number) && Math.Abs(number) <= int.MaxValue,
        FieldType.TextList => value.TryGetArray(out var items) && items.All(item => HasType(FieldType.Text, item)),
        FieldType.TextMap => value.TryGetMap(out var map) && map.Values.All(item => HasType(FieldType.Text, item)),
        _ => value.TryGetMap(out var numbers) && numbers.Values.All(item => HasType(FieldType.Integer, item)),
    };

    private static string Expected(FieldType type) => type switch
    {
        FieldType.Text => "a string",
        FieldType.Integer => "a whole number",
        FieldType.Flag => "true or false",
        FieldType.TextList => "a list of strings",
        FieldType.TextMap => "a map of strings",
        _ => "a map of whole numbers",
    };

    private static string Describe(PropertyValue value) => value switch
    {
        { IsSecret: true } => "something else",
        _ when value.TryGetNumber(out var number) => FormattableString.Invariant($"{number}"),
        _ => $"a {value.Type.ToString().ToLowerInvariant()}",
    };

    private static string Lowered(string description) => char.ToLowerInvariant(description[0]) + description[1..].TrimEnd('.');
}
