namespace CniMigration.Rehearsal.Engine;

/// <summary>One resource in the stack's state.</summary>
internal sealed record ResourceState
{
    public required string Urn { get; init; }

    public required ResourceKey Key { get; init; }

    /// <summary>The parent's URN, or null for what lies directly under the stack.</summary>
    public string? Parent { get; init; }

    /// <summary>False for a local component, which no provider stands behind.</summary>
    public required bool Custom { get; init; }

    public string Id { get; init; } = "";

    public JsonObject Inputs { get; init; } = [];

    public JsonObject Outputs { get; init; } = [];

    /// <summary>The URNs of direct dependencies: explicit ones with components expanded, those of inputs, the provider, a custom parent.</summary>
    public ImmutableArray<string> Dependencies { get; init; } = [];

    /// <summary>The URN of the explicit provider, or null for the package's default one.</summary>
    public string? Provider { get; init; }

    /// <summary>Whether its last update was begun and did not succeed.</summary>
    public bool Unfinished { get; init; }

    public bool Protect { get; init; }

    public bool RetainOnDelete { get; init; }

    /// <summary>The resource's own bound of its delete; zero for the provider's.</summary>
    public TimeSpan DeleteTimeout { get; init; }

    /// <summary>The operation that takes it out of the state.</summary>
    public Operation Removal => RetainOnDelete ? Operation.Forget : Operation.Delete;

    /// <summary>What a provider is told of it as it was recorded.</summary>
    public ResourceStep ToStep() => new() { Urn = Urn, Key = Key, Id = Id, OldInputs = Inputs, OldOutputs = Outputs };

    /// <summary>What a run says of it before it does anything.</summary>
    public StepReport ToReport() => new() { Urn = Urn, Key = Key, Parent = Parent, Custom = Custom };
}
