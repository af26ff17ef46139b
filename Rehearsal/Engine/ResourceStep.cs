namespace CniMigration.Rehearsal.Engine;

/// <summary>What a provider is told about one resource.</summary>
internal sealed record ResourceStep
{
    public required string Urn { get; init; }

    public required ResourceKey Key { get; init; }

    public string Id { get; init; } = "";

    public JsonObject Inputs { get; init; } = [];

    public JsonObject? OldInputs { get; init; }

    public JsonObject? OldOutputs { get; init; }

    public ImmutableArray<string> IgnoreChanges { get; init; } = [];

    /// <summary>Top-level inputs that are not known yet, which happens in a preview only.</summary>
    public ImmutableHashSet<string> Unknown { get; init; } = [];

    public TimeSpan Timeout { get; init; }

    public bool Preview { get; init; }

    /// <summary>The state of a resource that an input refers to, or null where the input is no such reference.</summary>
    public Func<JsonNode?, ResourceState?> Resolve { get; init; } = _ => null;
}

/// <summary>A provider's answer to whether a resource changes, and how.</summary>
internal sealed record ResourceDiff(ImmutableArray<string> Changed, bool Replace = false, bool DeleteBeforeReplace = false)
{
    public static readonly ResourceDiff None = new([]);

    public bool Any => !Changed.IsEmpty || Replace;
}

/// <summary>What exists after a create or a read.</summary>
internal sealed record ResourceResult(string Id, JsonObject Outputs, JsonObject? Inputs = null);
