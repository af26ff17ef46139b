namespace CniMigration.Rehearsal.Engine;

/// <summary>A declaration together with what is known of it once its dependencies are there.</summary>
internal sealed record Registration(Declaration Declaration, JsonObject Inputs, ImmutableHashSet<string> Unknown, ImmutableArray<string> Dependencies)
{
    /// <summary>What of its dependencies comes in through its inputs: all that a resource in a remote component knows of.</summary>
    public ImmutableArray<string> InputDependencies { get; init; } = [];

    /// <summary>The URNs under which it may have been known before.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];

    /// <summary>The explicit provider, or null for the package's default one.</summary>
    public ResourceKey? Provider { get; init; }

    public string? ProviderUrn { get; init; }

    /// <summary>The id of a resource that is only read (<c>X.Get</c>), or null.</summary>
    public string? ReadId { get; init; }

    public ResourceState ToState(ResourceResult result, JsonObject inputs) => new()
    {
        Urn = Declaration.Urn,
        Key = Declaration.Key,
        Parent = Declaration.Parent?.Urn,
        Custom = true,
        Id = result.Id,
        Inputs = inputs,
        Outputs = result.Outputs,
        Dependencies = Dependencies,
        Provider = ProviderUrn,
        Protect = Declaration.Protect,
        RetainOnDelete = Declaration.RetainOnDelete,
        DeleteTimeout = Declaration.Options.CustomTimeouts?.Delete ?? TimeSpan.Zero,
    };
}
