using System.Collections.Immutable;
using CniMigration.Migration.Workloads.Plans;

namespace CniMigration.Tests.Properties.Cases;

/// <summary>A cluster, what runs on it, how it is to be moved, and what goes wrong meanwhile.</summary>
internal sealed record MoveCase
{
    public ImmutableArray<NodeCase> OldNodes { get; init; } = [new()];

    public ImmutableArray<NodeCase> CiliumNodes { get; init; } = [new()];

    public ImmutableArray<WorkloadCase> Workloads { get; init; } = [];

    public ImmutableArray<FaultCase> Faults { get; init; } = [];

    /// <summary>The CPU of the new nodes together, in percent of what all pods ask for.</summary>
    public int RoomPercent { get; init; } = 400;

    /// <summary>How many pods the namespace's quota allows above those there are; null without a quota.</summary>
    public int? QuotaSpare { get; init; }

    public SurgeMode Surge { get; init; }

    public OnMoveFailure OnFailure { get; init; }

    public int MaxConcurrentMoves { get; init; }

    /// <summary>Whether all consents are given from the beginning; otherwise they are when something asks for them.</summary>
    public bool Consents { get; init; }

    public override string ToString() => MoveCaseText.Of(this);
}

/// <summary>A node before the move.</summary>
/// <param name="Zone">Its zone.</param>
/// <param name="InPool">Whether it belongs to the pool that some pods insist on.</param>
/// <param name="IsTainted">Whether it is kept for those that tolerate its taint.</param>
/// <param name="IsShut">Whether somebody else has cordoned it.</param>
internal sealed record NodeCase(char Zone = 'a', bool InPool = true, bool IsTainted = false, bool IsShut = false);

internal enum WorkloadKind
{
    Deployment,
    StatefulSet,
    Job,
    DaemonSet,
    BarePod,
}

/// <summary>What is special about the pods of a workload.</summary>
[Flags]
internal enum Traits
{
    None = 0,

    /// <summary>All old pods end before new ones begin.</summary>
    Recreated = 1,

    /// <summary>Its rollouts are paused.</summary>
    Paused = 1 << 1,

    /// <summary>No two of its pods share a node.</summary>
    OnePerNode = 1 << 2,

    /// <summary>Each takes a port of its node.</summary>
    HostPort = 1 << 3,

    /// <summary>They are spread evenly over the nodes, cordoned ones included.</summary>
    Spread = 1 << 4,

    /// <summary>They are spread evenly over the nodes that take pods.</summary>
    PoliteSpread = 1 << 5,

    /// <summary>They share a volume that one node at a time can attach, in one zone.</summary>
    Volume = 1 << 6,

    /// <summary>They insist on nodes of the pool.</summary>
    Pool = 1 << 7,

    /// <summary>They keep something in a directory that ends with them.</summary>
    Scratch = 1 << 8,

    /// <summary>They tolerate the taint.</summary>
    ToleratesTaint = 1 << 9,

    /// <summary>They tolerate cordons, and everything else.</summary>
    ToleratesAll = 1 << 10,

    /// <summary>A second budget holds them.</summary>
    TwoBudgets = 1 << 11,

    /// <summary>A StatefulSet whose pods do not wait for each other.</summary>
    Parallel = 1 << 12,

    /// <summary>Its new pods do not get Ready before somebody helps.</summary>
    Sick = 1 << 13,

    /// <summary>Its pods do not end before somebody helps; a Job's do not finish.</summary>
    Lingering = 1 << 14,

    /// <summary>It answers the cluster's DNS queries.</summary>
    Dns = 1 << 15,
}

/// <summary>A workload.</summary>
internal sealed record WorkloadCase(WorkloadKind Kind, int Replicas)
{
    public Traits Traits { get; init; }

    public int CpuMilli { get; init; } = 100;

    public BudgetCase? Budget { get; init; }

    public string MaxSurge { get; init; } = "25%";

    public string MaxUnavailable { get; init; } = "25%";

    /// <summary>How long a Job's pod runs, in seconds from the beginning of the move.</summary>
    public int Seconds { get; init; }

    public bool Has(Traits trait) => (Traits & trait) == trait;
}

/// <summary>A budget: so many pods are there at least, or away at most.</summary>
internal sealed record BudgetCase(bool IsMinimum, string Value);

internal enum FaultKind
{
    /// <summary>429 with Retry-After.</summary>
    TooManyRequests,

    /// <summary>429 without.</summary>
    Throttled,

    InternalErrors,

    Unavailable,

    DroppedConnections,

    /// <summary>Writes are carried out, and nobody hears of it.</summary>
    LostAnswers,

    /// <summary>Nothing passes.</summary>
    Away,

    BrokenWatches,

    /// <summary>Watches break, and the server remembers nothing of before.</summary>
    ForgottenWatches,

    /// <summary>The mover is killed after so many writes, and started again.</summary>
    Kill,

    /// <summary>It is cancelled after so many writes, and started again.</summary>
    Cancel,

    /// <summary>It is cancelled after so many writes, and told to go back.</summary>
    ChangeOfMind,

    /// <summary>A pod is not Ready for a while.</summary>
    UnreadyPod,

    /// <summary>A node joins the side that is left.</summary>
    NodeJoins,

    /// <summary>Somebody adds a replica.</summary>
    Scale,

    /// <summary>A node of the side that is left vanishes with its pods, and another one comes in its place.</summary>
    SourceNodeVanishes,

    /// <summary>The same on the other side.</summary>
    TargetNodeVanishes,
}

/// <summary>Something that goes wrong.</summary>
/// <param name="Kind">What.</param>
/// <param name="At">When: seconds after the move began, or writes of the mover where it is killed or cancelled.</param>
/// <param name="Seconds">How long.</param>
/// <param name="GoingBack">Whether it happens on the way back.</param>
internal sealed record FaultCase(FaultKind Kind, int At, int Seconds, bool GoingBack = false)
{
    public bool EndsTheRun => Kind is FaultKind.Kill or FaultKind.Cancel or FaultKind.ChangeOfMind;
}
