namespace CniMigration.Benchmarks.Moves.Results;

/// <summary>What one rival did to one cluster.</summary>
internal sealed record MoveResult
{
    public required MoveCell Cell { get; init; }

    /// <summary>From its start until all is Ready on the new nodes and nothing is left on the old ones; null where that never came.</summary>
    public required double? Seconds { get; init; }

    /// <summary>The least that budgets, surge, start times, room and the controllers' rates imply.</summary>
    public required double? BoundSeconds { get; init; }

    public required int Requests { get; init; }

    public required int Writes { get; init; }

    public required int Evictions { get; init; }

    public required int BudgetViolations { get; init; }

    public required double BelowReplicasPodSeconds { get; init; }

    /// <summary>Pods that are Ready on the new nodes at the end, of all.</summary>
    public required int Arrived { get; init; }

    public required int Pods { get; init; }

    /// <summary>The machine's load average of the minute before the rival began; 0 where it says none.</summary>
    public required double Load { get; init; }

    /// <summary>Why it did not end by itself; null where it did.</summary>
    public required string? Failure { get; init; }
}
