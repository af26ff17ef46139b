using System.Text.Json;
using CniMigration.Generator.Model;

namespace CniMigration.Generator.Schemas;

/// <summary>
/// Reads a Pulumi package schema, for handles of what it declares: https://www.pulumi.com/docs/iac/guides/building-extending/packages/schema/
/// </summary>
internal static class SchemaReader
{
    /// <summary>
    /// What the schema declares: resources with those of their outputs that are no inputs, functions, and the types that these answer.
    /// The provider itself is called <paramref name="provider"/>.
    /// </summary>
    public static Reading Read(string path, string text, Layout layout, string provider)
    {
        try
        {
            using var schema = JsonDocument.Parse(text);
            return new Reading(path, [.. Declarations(schema.RootElement, layout, provider)], []);
        }
        catch (JsonException wrong)
        {
            return new Reading(path, [], [new Problem(path, (int)(wrong.LineNumber ?? 0) + 1, $"This is no JSON: {wrong.Message}")]);
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or KeyNotFoundException or FormatException)
        {
            return new Reading(path, [], [new Problem(path, 1, $"This is no schema of a Pulumi package that handles can be made of: {wrong.Message}")]);
        }
    }

    private static IEnumerable<Declaration> Declarations(JsonElement schema, Layout layout, string provider)
    {
        yield return Of(DeclarationKind.Provider, provider, Text(schema, "name"), layout, schema.GetProperty("provider")) with
        {
            Properties = [.. Inputs(schema.GetProperty("provider"), "inputProperties", "requiredInputs")],
        };
        foreach (var resource in Members(schema, "resources"))
        {
            var inputs = Inputs(resource.Value, "inputProperties", "requiredInputs").ToList();
            yield return Of(DeclarationKind.Resource, LastPart(resource.Name), resource.Name, layout, resource.Value) with
            {
                Properties = [.. inputs, .. Outputs(resource.Value).Where(output => inputs.All(input => input.Wire != output.Wire))],
            };
        }

        foreach (var function in Members(schema, "functions"))
        {
            yield return Of(DeclarationKind.Function, LastPart(function.Name), function.Name, layout, function.Value) with
            {
                Properties = [.. Inputs(function.Value.GetProperty("inputs"), "properties", "required")],
                Result = TypeOf(function.Value.GetProperty("outputs")),
            };
        }

        foreach (var type in Members(schema, "types"))
        {
            yield return Of(DeclarationKind.Type, LastPart(type.Name), "", layout, type.Value) with { Properties = [.. Outputs(type.Value)] };
        }
    }

    private static Declaration Of(DeclarationKind kind, string reference, string token, Layout layout, JsonElement element) =>
        new(kind, reference, token, layout, Line: 1) { Description = Text(element, "description") };

    private static IEnumerable<Property> Inputs(JsonElement element, string properties, string required)
    {
        var needed = Names(element, required);
        return Members(element, properties).Select(property =>
            Of(property, needed.Contains(property.Name) ? Inward.Required : Inward.Optional, Outward.No));
    }

    private static IEnumerable<Property> Outputs(JsonElement element)
    {
        var present = Names(element, "required");
        return Members(element, "properties").Select(property =>
            Of(property, Inward.No, present.Contains(property.Name) ? Outward.Always : Outward.Nullable));
    }

    private static Property Of(JsonProperty property, Inward @in, Outward @out) =>
        new(property.Name, Property.Pascal(property.Name), TypeOf(property.Value), @in, @out, Line: 1)
        {
            Description = Text(property.Value, "description") + (Default(property.Value)),
        };

    private static string Default(JsonElement property) =>
        property.TryGetProperty("default", out var value) ? $" Default: {value.GetRawText().Trim('"')}." : "";

    private static TypeReference TypeOf(JsonElement element) => (Text(element, "$ref"), Text(element, "type")) switch
    {
        ({ Length: > 0 } reference, _) => new TypeReference.Named(LastPart(reference)),
        (_, "string") => new TypeReference.Named("string"),
        (_, "integer") => new TypeReference.Named("int"),
        (_, "number") => new TypeReference.Named("double"),
        (_, "boolean") => new TypeReference.Named("bool"),
        (_, "array") => new TypeReference.ListOf(TypeOf(element.GetProperty("items"))),
        (_, "object") => new TypeReference.MapOf(TypeOf(element.GetProperty("additionalProperties"))),
        (_, var other) => throw new FormatException($"'{other}' is no type; there are string, integer, number, boolean, array, object and $ref."),
    };

    private static IEnumerable<JsonProperty> Members(JsonElement element, string name) =>
        element.TryGetProperty(name, out var members) ? members.EnumerateObject() : Enumerable.Empty<JsonProperty>();

    private static HashSet<string> Names(JsonElement element, string name) =>
        element.TryGetProperty(name, out var names) ? [.. names.EnumerateArray().Select(item => item.GetString()!)] : [];

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out var text) ? text.ToString() : "";

    private static string LastPart(string token) => token.Substring(token.LastIndexOf(':') + 1);
}
