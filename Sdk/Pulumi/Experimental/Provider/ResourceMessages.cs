namespace Pulumi.Experimental.Provider;

public sealed class CreateRequest(Urn urn, ImmutableDictionary<string, PropertyValue> inputs, TimeSpan timeout, bool preview)
{
    public Urn Urn { get; } = urn;

    public string Type => Pulumi.Urn.Type(Urn);

    public string Name => Pulumi.Urn.Name(Urn);

    public ImmutableDictionary<string, PropertyValue> Inputs { get; } = inputs;

    public TimeSpan Timeout { get; } = timeout;

    public bool Preview { get; } = preview;
}

public sealed class CreateResponse
{
    public string? Id { get; set; }

    public IDictionary<string, PropertyValue>? Outputs { get; set; }
}

public sealed class ReadRequest(
    Urn urn,
    string id,
    ImmutableDictionary<string, PropertyValue> outputs,
    ImmutableDictionary<string, PropertyValue> inputs)
{
    public Urn Urn { get; } = urn;

    public string Id { get; } = id;

    public string Type => Pulumi.Urn.Type(Urn);

    public string Name => Pulumi.Urn.Name(Urn);

    public ImmutableDictionary<string, PropertyValue> Outputs { get; } = outputs;

    public ImmutableDictionary<string, PropertyValue> Inputs { get; } = inputs;
}

public sealed class ReadResponse
{
    public string? Id { get; set; }

    public IDictionary<string, PropertyValue>? Outputs { get; set; }

    public IDictionary<string, PropertyValue>? Inputs { get; set; }
}

public sealed class UpdateRequest(
    Urn urn,
    string id,
    ImmutableDictionary<string, PropertyValue> oldOutputs,
    ImmutableDictionary<string, PropertyValue> newInputs,
    TimeSpan timeout,
    ImmutableArray<string> ignoreChanges,
    bool preview,
    ImmutableDictionary<string, PropertyValue> oldInputs)
{
    public Urn Urn { get; } = urn;

    public string Id { get; } = id;

    public string Type => Pulumi.Urn.Type(Urn);

    public string Name => Pulumi.Urn.Name(Urn);

    public ImmutableDictionary<string, PropertyValue> OldOutputs { get; } = oldOutputs;

    public ImmutableDictionary<string, PropertyValue> NewInputs { get; } = newInputs;

    public TimeSpan Timeout { get; } = timeout;

    public ImmutableArray<string> IgnoreChanges { get; } = ignoreChanges;

    public bool Preview { get; } = preview;

    public ImmutableDictionary<string, PropertyValue> OldInputs { get; } = oldInputs;
}

public sealed class UpdateResponse
{
    public IDictionary<string, PropertyValue>? Outputs { get; set; }
}

public sealed class DeleteRequest(
    Urn urn,
    string id,
    ImmutableDictionary<string, PropertyValue> oldOutputs,
    TimeSpan timeout,
    ImmutableDictionary<string, PropertyValue> oldInputs)
{
    public Urn Urn { get; } = urn;

    public string Id { get; } = id;

    public string Type => Pulumi.Urn.Type(Urn);

    public string Name => Pulumi.Urn.Name(Urn);

    public ImmutableDictionary<string, PropertyValue> OldOutputs { get; } = oldOutputs;

    public TimeSpan Timeout { get; } = timeout;

    public ImmutableDictionary<string, PropertyValue> OldInputs { get; } = oldInputs;
}
