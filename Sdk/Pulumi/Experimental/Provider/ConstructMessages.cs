using System.Collections.Immutable;

namespace Pulumi.Experimental.Provider;

public sealed class ConstructRequest(
    string type,
    string name,
    ImmutableDictionary<string, PropertyValue> inputs,
    ComponentResourceOptions options)
{
    public string Type { get; init; } = type;

    public string Name { get; init; } = name;

    public ImmutableDictionary<string, PropertyValue> Inputs { get; init; } = inputs;

    public ComponentResourceOptions Options { get; init; } = options;
}

public sealed class ConstructResponse(
    Urn urn,
    IDictionary<string, PropertyValue> outputs,
    IDictionary<string, ISet<Urn>> outputDependencies)
{
    public Urn Urn { get; init; } = urn;

    public IDictionary<string, PropertyValue> Outputs { get; init; } = outputs;

    public IDictionary<string, ISet<Urn>> OutputDependencies { get; init; } = outputDependencies;
}
