namespace CniMigration.Migration.Workloads.Plans;

/// <summary>Where the workloads are to live.</summary>
public enum MoveDestination
{
    /// <summary>Where they are.</summary>
    Stay,

    /// <summary>On the nodes of Cilium.</summary>
    Cilium,

    /// <summary>On the nodes of the source's CNI: the way home.</summary>
    Home,
}

/// <summary>How Deployments that can surge are moved.</summary>
/// <remarks>
/// In every mode a Deployment keeps its own maxSurge. Raising it would save rounds of pod starts, but how many pods may run beside the replicas is the owner's
/// promise to what is behind them (connections, licences, consumers of a queue), which no quota shows.
/// </remarks>
public enum SurgeMode
{
    /// <summary>Restarted with maxUnavailable held at 0 meanwhile.</summary>
    Guarded,

    /// <summary>Restarted with the strategy they have.</summary>
    AsIs,

    /// <summary>Not restarted: evicted like the rest.</summary>
    Off,
}

/// <summary>What becomes of the source's nodes when a move fails.</summary>
public enum OnMoveFailure
{
    /// <summary>They stay cordoned and nothing more is moved: the next run goes on from there.</summary>
    Hold,

    /// <summary>Our cordons are taken back, so that pods may start there again.</summary>
    Uncordon,
}
