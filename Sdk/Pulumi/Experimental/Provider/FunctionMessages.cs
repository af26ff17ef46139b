using System.Collections.Immutable;

namespace Pulumi.Experimental.Provider;

public sealed class InvokeRequest(string tok, ImmutableDictionary<string, PropertyValue> args)
{
    public string Tok { get; } = tok;

    public ImmutableDictionary<string, PropertyValue> Args { get; } = args;
}

public sealed class InvokeResponse
{
    public IDictionary<string, PropertyValue>? Return { get; set; }

    public IList<CheckFailure>? Failures { get; set; }
}

public sealed class CallRequest(ResourceReference? self, string tok, ImmutableDictionary<string, PropertyValue> args)
{
    public ResourceReference? Self { get; } = self;

    public string Tok { get; init; } = tok;

    public ImmutableDictionary<string, PropertyValue> Args { get; init; } = args;
}

public sealed class CallResponse(
    IDictionary<string, PropertyValue>? @return,
    IList<CheckFailure>? failures,
    IDictionary<string, ISet<Urn>> returnDependencies)
{
    public IDictionary<string, PropertyValue>? Return { get; init; } = @return;

    public IDictionary<string, ISet<Urn>> ReturnDependencies { get; init; } = returnDependencies;

    public IList<CheckFailure>? Failures { get; init; } = failures;
}
