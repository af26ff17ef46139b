namespace CniMigration.Generator.Model;

/// <summary>The type of a property, before it is known whether something is put in or read out.</summary>
internal abstract record TypeReference
{
    /// <summary>The names that C# has a keyword for; they mean the same on every side.</summary>
    public static ImmutableArray<string> Scalars { get; } = ["string", "int", "bool", "double", "object"];

    public bool IsCollection => this is ListOf or MapOf;

    /// <summary>The names in it, from left to right.</summary>
    public IEnumerable<string> Names => this switch
    {
        Named named => [named.Name],
        ListOf list => list.Item.Names,
        MapOf map => map.Item.Names,
        OneOf either => either.First.Names.Concat(either.Second.Names),
        _ => [],
    };

    internal sealed record Named(string Name) : TypeReference;

    internal sealed record ListOf(TypeReference Item) : TypeReference;

    internal sealed record MapOf(TypeReference Item) : TypeReference;

    internal sealed record OneOf(TypeReference First, TypeReference Second) : TypeReference;
}
