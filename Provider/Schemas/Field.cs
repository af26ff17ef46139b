namespace CniMigration.Provider.Schemas;

/// <summary>The types that inputs and outputs have on the wire.</summary>
internal enum FieldType
{
    Text,
    Integer,
    Flag,
    TextList,
    TextMap,
    IntegerMap,
}

/// <summary>One property: everything that its schema, its check and its diff need to know.</summary>
internal sealed record Field(string Name, FieldType Type, string Description)
{
    public bool Required { get; init; }

    /// <summary>What holds where nothing is given: a string, an int or a bool.</summary>
    public object? Default { get; init; }

    public IReadOnlyList<string> Allowed { get; init; } = [];

    public bool Secret { get; init; }

    /// <summary>It names the object that is changed: another value is another resource.</summary>
    public bool NamesTarget { get; init; }

    /// <summary>It is a digest of what was found undone: a value always is a reason to act, its absence never is.</summary>
    public bool IsObservation { get; init; }

    /// <summary>It only lets a preview say more: another value never is a reason to act.</summary>
    public bool IsForPreview { get; init; }

    /// <summary>What is wrong with a known value of the right type, or null.</summary>
    public Func<PropertyValue, string?>? Rule { get; init; }

    public PropertyValue? DefaultValue => Default switch
    {
        null => null,
        string text => new PropertyValue(text),
        int number => new PropertyValue((double)number),
        bool flag => new PropertyValue(flag),
        var other => throw new InvalidOperationException($"{Name}: a default cannot be a {other.GetType().Name}."),
    };
}
