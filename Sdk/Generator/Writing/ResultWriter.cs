using CniMigration.Generator.Model;
using Microsoft.CodeAnalysis.CSharp;

namespace CniMigration.Generator.Writing;

/// <summary>Writes what a resource or a function answers as a class of its own.</summary>
internal sealed class ResultWriter(TypeNames types)
{
    public string Write(string name, Declaration declaration) => declaration.Layout.IsHandles ? Record(name, declaration) : Class(name, declaration);

    private string Record(string name, Declaration declaration) => $$"""
        {{WrittenClass.Summary(declaration.Description)}}{{string.Concat(declaration.Outputs.Select(WrittenClass.Parameter))}}[OutputType]
        [method: OutputConstructor]
        internal sealed record {{name}}(
        {{string.Join(",\n", declaration.Outputs.Select(Parameter))}});
        """;

    private string Class(string name, Declaration declaration) => $$"""
        [OutputType]
        public sealed partial class {{name}}
        {
        {{WrittenClass.Members(declaration.Outputs.Select(property => $"public readonly {types.Output(property)} {property.Name};"))}}

            [OutputConstructor]
            private {{name}}({{string.Join(", ", declaration.Outputs.Select(property => $"{types.Output(property)} {Local(property)}"))}})
            {
        {{WrittenClass.Members(declaration.Outputs.Select(property => $"    {property.Name} = {Local(property)};"))}}
            }
        }
        """;

    private string Parameter(Property property) => $"    [OutputConstructorParameter(\"{property.Wire}\")] {types.Output(property)} {property.Name}";

    /// <summary>The wire name, which the engine's values are matched by; some of them are words of C#.</summary>
    private static string Local(Property property) => SyntaxFacts.GetKeywordKind(property.Wire) is SyntaxKind.None ? property.Wire : $"@{property.Wire}";
}
