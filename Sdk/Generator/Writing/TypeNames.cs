using CniMigration.Generator.Model;

namespace CniMigration.Generator.Writing;

/// <summary>Where a type stands, which decides which class it names.</summary>
internal enum Side
{
    /// <summary>In arguments that may be outputs of something else.</summary>
    Input,

    /// <summary>In arguments that are wanted at once.</summary>
    Plain,

    /// <summary>In what a resource or a function answers.</summary>
    Output,
}

/// <summary>Writes the types of properties in C#.</summary>
internal sealed class TypeNames(Catalog catalog)
{
    /// <summary>The type itself.</summary>
    public string Of(TypeReference type, Side side) => type switch
    {
        TypeReference.Named named => Named(named.Name, side),
        TypeReference.ListOf list => $"{(side is Side.Plain ? "List" : "ImmutableArray")}<{Of(list.Item, side)}>",
        TypeReference.MapOf map => $"{(side is Side.Plain ? "Dictionary" : "ImmutableDictionary")}<string, {Of(map.Item, side)}>",
        TypeReference.OneOf either => $"Union<{Of(either.First, side)}, {Of(either.Second, side)}>",
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    /// <summary>The type of an input that may be the output of something else.</summary>
    public string Input(TypeReference type) => type switch
    {
        TypeReference.ListOf list => $"InputList<{Of(list.Item, Side.Input)}>",
        TypeReference.MapOf map => $"InputMap<{Of(map.Item, Side.Input)}>",
        TypeReference.OneOf either => $"InputUnion<{Of(either.First, Side.Input)}, {Of(either.Second, Side.Input)}>",
        _ => $"Input<{Of(type, Side.Input)}>",
    };

    /// <summary>The type of an output; a list is empty and never null.</summary>
    public string Output(Property property) =>
        Of(property.Type, Side.Output) + (property.Out is Outward.Nullable && property.Type is not TypeReference.ListOf ? "?" : "");

    /// <summary>The class that a declared type has on one side.</summary>
    public static string Class(Declaration type, Side side) => side switch
    {
        Side.Output => type.Name + (type.IsOfFunction && !type.Layout.IsHandles ? "Result" : ""),
        Side.Input when type.IsOfFunction => $"{type.Name}InputArgs",
        _ => $"{type.Name}Args",
    };

    private string Named(string name, Side side) => name switch
    {
        _ when TypeReference.Scalars.Contains(name) => name,
        _ when name.Contains('.') => $"global::{name}",
        _ when catalog[name] is { Kind: DeclarationKind.Type } type =>
            $"global::{(side is Side.Output ? type.Layout.Outputs : type.Layout.Inputs)}.{Class(type, side)}",
        _ => $"global::{catalog[name].Layout.Namespace}.{catalog[name].Name}",
    };
}
