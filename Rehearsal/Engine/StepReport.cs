namespace CniMigration.Rehearsal.Engine;

/// <summary>What a run did, or would do, to one resource.</summary>
internal sealed record StepReport
{
    public required string Urn { get; init; }

    public required ResourceKey Key { get; init; }

    public string? Parent { get; init; }

    /// <summary>False for a local component, which is only there for its children.</summary>
    public bool Custom { get; init; } = true;

    public Operation Operation { get; init; }

    /// <summary>The inputs that changed, by name; values could be secret.</summary>
    public ImmutableArray<string> Changed { get; init; } = [];

    public TimeSpan Duration { get; init; }

    public Exception? Failure { get; init; }
}

/// <summary>A run, or a preview of it.</summary>
internal sealed record RunReport
{
    public required ImmutableArray<StepReport> Steps { get; init; }

    /// <summary>The stack's outputs; secrets are replaced by a mark, what is not known is null.</summary>
    public ImmutableDictionary<string, object?> Outputs { get; init; } = ImmutableDictionary<string, object?>.Empty;

    /// <summary>Why the run failed: a step's failure, or the program's own.</summary>
    public Exception? Failure { get; init; }

    public int Count(params ReadOnlySpan<Operation> operations)
    {
        var count = 0;
        foreach (var step in Steps)
        {
            count += step.Custom && step.Failure is null && operations.Contains(step.Operation) ? 1 : 0;
        }

        return count;
    }

    public int Created => Count(Operation.Create, Operation.Import, Operation.Replace);

    public int Updated => Count(Operation.Update);

    public int Deleted => Count(Operation.Delete, Operation.Forget, Operation.Replace);

    public int Unchanged => Count(Operation.Same, Operation.Read);

    public bool ChangesNothing => Created + Updated + Deleted == 0;
}
