using CniMigration.Generator.Model;

namespace CniMigration.Generator.Writing;

/// <summary>Writes the class of a resource, a component or a provider.</summary>
internal sealed class ResourceWriter(TypeNames types)
{
    public string Write(Declaration resource)
    {
        var layout = resource.Layout;
        var mayLackArguments = layout.IsKubernetes || !resource.NeedsArguments;
        var (baseClass, options, last) = resource.Kind switch
        {
            DeclarationKind.Component => ("ComponentResource", "ComponentResourceOptions", ", remote: true"),
            DeclarationKind.Provider => ("ProviderResource", "CustomResourceOptions", ""),
            _ => (layout.IsKubernetes ? "KubernetesResource" : "CustomResource", "CustomResourceOptions", ""),
        };
        var arguments = $"global::{layout.Arguments}.{resource.Name}Args{(mayLackArguments ? "?" : "")} args{(mayLackArguments ? " = null" : "")}";
        var summary = WrittenClass.Summary(resource.Description);
        return $$"""
            {{summary}}{{layout.Access}} partial class {{resource.Name}}(string name, {{arguments}}, {{options}}? options = null)
                : {{baseClass}}("{{resource.Token}}", name, args{{(mayLackArguments ? " ?? new()" : "")}}, options{{last}})
            {
            {{WrittenClass.Members(resource.Outputs.Select(Output))}}
            {{(layout.IsKubernetes ? Get(resource.Name) : "")}}
            }
            """;
    }

    private string Output(Property property) =>
        WrittenClass.Summary(property.Description)
        + $"[Output(\"{property.Wire}\")] public Output<{types.Output(property)}> {property.Name} {{ get; private set; }} = null!;";

    private static string Get(string name) => $$"""
            public static {{name}} Get(string name, Input<string> id, CustomResourceOptions? options = null) => new(name, null, Existing(id, options));
        """;
}
