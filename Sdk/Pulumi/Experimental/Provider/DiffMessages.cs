namespace Pulumi.Experimental.Provider;

public sealed class DiffRequest(
    Urn urn,
    string id,
    ImmutableDictionary<string, PropertyValue> oldOutputs,
    ImmutableDictionary<string, PropertyValue> newInputs,
    ImmutableArray<string> ignoreChanges,
    ImmutableDictionary<string, PropertyValue> oldInputs)
{
    public Urn Urn { get; } = urn;

    public string Type => Pulumi.Urn.Type(Urn);

    public string Name => Pulumi.Urn.Name(Urn);

    public string Id { get; } = id;

    public ImmutableDictionary<string, PropertyValue> OldOutputs { get; } = oldOutputs;

    public ImmutableDictionary<string, PropertyValue> NewInputs { get; } = newInputs;

    public ImmutableArray<string> IgnoreChanges { get; } = ignoreChanges;

    public ImmutableDictionary<string, PropertyValue> OldInputs { get; } = oldInputs;
}

public enum PropertyDiffKind
{
    Add = 0,
    AddReplace = 1,
    Delete = 2,
    DeleteReplace = 3,
    Update = 4,
    UpdateReplace = 5,
}

public sealed class PropertyDiff
{
    public PropertyDiffKind Kind { get; set; }

    public bool InputDiff { get; set; }
}

public sealed class DiffResponse
{
    public bool? Changes { get; set; }

    public IList<string>? Replaces { get; set; }

    public IList<string>? Stables { get; set; }

    public bool DeleteBeforeReplace { get; set; }

    public IList<string>? Diffs { get; set; }

    public IDictionary<string, PropertyDiff>? DetailedDiff { get; set; }
}
