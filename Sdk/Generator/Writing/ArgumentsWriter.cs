using CniMigration.Generator.Model;

namespace CniMigration.Generator.Writing;

/// <summary>Writes the inputs of a resource, a function or a type.</summary>
internal sealed class ArgumentsWriter(TypeNames types)
{
    /// <summary>The class; where it is <paramref name="plain"/> no input may be the output of something else.</summary>
    public string Write(string name, string baseClass, Declaration declaration, bool plain) => $$"""
        {{declaration.Layout.Access}} {{(declaration.Layout.IsKubernetes ? "" : "sealed ")}}partial class {{name}} : {{baseClass}}
        {
        {{WrittenClass.Members(declaration.Inputs.Select(property => Input(property, declaration, plain || property.IsPlain)))}}
            public static new {{name}} Empty => new();
        }
        """;

    private string Input(Property property, Declaration declaration, bool plain)
    {
        var type = plain ? types.Of(property.Type, Side.Plain) : types.Input(property.Type);
        var isRequired = property.In is Inward.Required;

        // A provider is configured by strings: whatever else an input is, it travels as JSON.
        var isJson = declaration.Kind is DeclarationKind.Provider && property.Type is not TypeReference.Named { Name: "string" };
        var attribute = $"Input(\"{property.Wire}\"{(isRequired ? ", required: true" : "")}{(isJson ? ", json: true" : "")})";
        return WrittenClass.Summary(property.Description) + (property.Type.IsCollection && !declaration.Layout.IsHandles
            ? $"[field: {attribute}] public {type} {property.Name} {{ get => field ??= new(); set; }}"
            : isRequired
                ? $"[{attribute}] public {type} {property.Name} {{ get; set; }} = default!;"
                : $"[{attribute}] public {type}? {property.Name} {{ get; set; }}");
    }
}
