namespace CniMigration.Generator.Model;

/// <summary>What a declaration becomes.</summary>
internal enum DeclarationKind
{
    Resource,
    Component,
    Provider,
    Function,
    Type,
    Enum,
}

/// <summary>
/// One resource, function, type or enum, with the name that properties use for it (it begins in lower case where it belongs to a function),
/// the name that the engine knows it by (empty where it does not), and the line of the table that says so, from 1.
/// </summary>
internal sealed record Declaration(DeclarationKind Kind, string Reference, string Token, Layout Layout, int Line)
{
    public ImmutableArray<Property> Properties { get; init; } = [];

    public ImmutableArray<EnumValue> Values { get; init; } = [];

    /// <summary>What a function answers, where that is a type of its own and not the outputs among its properties.</summary>
    public TypeReference? Result { get; init; }

    public string Description { get; init; } = "";

    public string Name => Property.Pascal(Reference);

    /// <summary>Whether it is a type that only functions use: such a type has plain arguments too.</summary>
    public bool IsOfFunction => Kind is DeclarationKind.Type && char.IsLower(Reference[0]);

    public IEnumerable<Property> Inputs => Properties.Where(property => property.In is not Inward.No);

    public IEnumerable<Property> Outputs => Properties.Where(property => property.Out is not Outward.No);

    public bool NeedsArguments => Inputs.Any(property => property.In is Inward.Required);
}

/// <summary>One value of an enum.</summary>
internal sealed record EnumValue(string Name, string Wire, bool IsObsolete);
