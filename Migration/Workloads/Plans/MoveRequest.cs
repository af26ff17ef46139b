using CniMigration.Migration.Sides;

namespace CniMigration.Migration.Workloads.Plans;

/// <summary>What to move where, by which means, and how long to wait for it.</summary>
public sealed record MoveRequest
{
    /// <summary>Where the workloads are to live.</summary>
    public required MoveDestination Destination { get; init; }

    /// <summary>The label selector of the nodes of the source's CNI.</summary>
    public required string OldNodeSelector { get; init; }

    /// <summary>The label selector of the nodes of Cilium.</summary>
    public required string CiliumNodeSelector { get; init; }

    /// <summary>The CNI of the old nodes.</summary>
    internal SourceCni Source { get; init; } = SourceCnis.Default;

    /// <summary>Who cordons, for the record.</summary>
    public string Owner { get; init; } = "workload-move";

    /// <summary>The stage the move belongs to, for the record.</summary>
    public string Stage { get; init; } = "migrate";

    /// <summary>How Deployments that can surge are moved.</summary>
    /// <value>Default: <see cref="SurgeMode.Guarded"/>.</value>
    public SurgeMode Surge { get; init; } = SurgeMode.Guarded;

    /// <summary>How long a pod may wait for its budget to allow the eviction, and a Job for its end.</summary>
    /// <value>Default: 30 min.</value>
    public TimeSpan BudgetTimeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a pod may take to end, beyond its own grace period.</summary>
    /// <value>Default: 10 min.</value>
    public TimeSpan TerminationTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a rollout, or the replacement of an evicted pod, may take to be Ready.</summary>
    /// <value>Default: 15 min.</value>
    public TimeSpan RolloutTimeout { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Consent to evict pods that no controller will create again.</summary>
    public bool EvictBarePods { get; init; }

    /// <summary>Consent to lose what pods keep in emptyDir volumes.</summary>
    public bool DeleteLocalData { get; init; }

    /// <summary>Consent to delete pods, gap included, that can neither surge nor ever be evicted within their budget.</summary>
    public bool Recreate { get; init; }

    /// <summary>What users call the destination.</summary>
    internal string DestinationName => Destination is MoveDestination.Home ? Source.Side : Destination.ToString().ToLowerInvariant();

    /// <summary>The label selector of the nodes that workloads leave; null when they stay.</summary>
    internal string? SourceSelector => Destination switch
    {
        MoveDestination.Cilium => OldNodeSelector,
        MoveDestination.Home => CiliumNodeSelector,
        _ => null,
    };

    /// <summary>The label selector of the nodes that workloads go to; null when they stay.</summary>
    internal string? TargetSelector => Destination switch
    {
        MoveDestination.Cilium => CiliumNodeSelector,
        MoveDestination.Home => OldNodeSelector,
        _ => null,
    };

    /// <summary>
    /// How many workloads may have pods in motion at the same time; 0: as many as budgets and room allow. One that has come no further for two minutes does
    /// not count: it holds up no other.
    /// </summary>
    /// <value>Default: 0.</value>
    public int MaxConcurrentMoves { get; init; }

    /// <summary>What becomes of the source when the move fails.</summary>
    /// <value>Default: <see cref="OnMoveFailure.Hold"/>.</value>
    public OnMoveFailure OnFailure { get; init; } = OnMoveFailure.Hold;

    /// <summary>How old the last healthy connectivity sample may be when something new is moved.</summary>
    /// <value>Default: 15 s.</value>
    public TimeSpan ConnectivityInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long, in all, moves are held back while samples fail, before the move is given up.</summary>
    /// <value>Default: 5 min.</value>
    public TimeSpan ConnectivityTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How many addresses the subnets of each zone have left, where that is known.</summary>
    public IReadOnlyDictionary<string, int> FreeAddresses { get; init; } = new Dictionary<string, int>();
}

/// <summary>What a move did.</summary>
/// <param name="Moved">Pods that left the source, by whatever means.</param>
/// <param name="Restarted">Workloads that were restarted with a surge.</param>
/// <param name="Evicted">Pods that were evicted.</param>
/// <param name="Remaining">Workload pods that are still on the source.</param>
/// <param name="Workloads">The workloads that moved, as kind namespace/name.</param>
public sealed record MoveResult(int Moved, int Restarted, int Evicted, int Remaining, IReadOnlyList<string> Workloads);
