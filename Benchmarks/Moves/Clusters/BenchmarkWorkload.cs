namespace CniMigration.Benchmarks.Moves.Clusters;

/// <summary>Replicas of a Deployment or StatefulSet, how it replaces them, and the budget over them.</summary>
internal sealed record BenchmarkWorkload(string Name, int Replicas)
{
    /// <summary>Whether it is a StatefulSet; else it is a Deployment.</summary>
    public bool IsStateful { get; init; }

    /// <summary>Whether the StatefulSet starts and ends its pods without waiting for one another.</summary>
    public bool IsParallel { get; init; }

    /// <summary>The strategy Recreate, and a ReadWriteOnce volume, which one node holds at a time.</summary>
    public bool HoldsVolume { get; init; }

    /// <summary>In percent of the replicas.</summary>
    public int MaxSurge { get; init; } = 25;

    /// <summary>In percent of the replicas.</summary>
    public int MaxUnavailable { get; init; } = 25;

    /// <summary>The budget over its pods; null where it has none.</summary>
    public BudgetRule? Budget { get; init; }

    /// <summary>How many pods it may have beside its replicas while it rolls out, rounded up as the controller does.</summary>
    public int Surge => IsStateful || HoldsVolume ? 0 : ((Replicas * MaxSurge) + 99) / 100;

    /// <summary>How many pods may be away at the same time: by its budget, else by its own strategy.</summary>
    public int MayBeAway =>
        Math.Max(1, Budget is { } budget ? Replicas - budget.Healthy(Replicas) : IsStateful || HoldsVolume ? 1 : Replicas * MaxUnavailable / 100);

    public string Kind => IsStateful ? "StatefulSet" : "Deployment";
}

/// <summary>What a PodDisruptionBudget says: one of both.</summary>
internal sealed record BudgetRule(int? MinAvailable, string? MaxUnavailable)
{
    /// <summary>How many of so many pods must stay healthy; a share is rounded up, as the disruption controller does.</summary>
    public int Healthy(int replicas) => MinAvailable ?? Math.Max(0, replicas - Resolve(MaxUnavailable!, replicas));

    private static int Resolve(string value, int of) => value.EndsWith('%')
        ? ((int.Parse(value[..^1], System.Globalization.CultureInfo.InvariantCulture) * of) + 99) / 100
        : int.Parse(value, System.Globalization.CultureInfo.InvariantCulture);
}
