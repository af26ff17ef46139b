using CniMigration.Components;
using CniMigration.Components.Sources;
using CniMigration.Stacks.Live;

namespace CniMigration.Stacks.Composition;

/// <summary>What a run is to do, as far as all that is declared depends on it.</summary>
internal sealed record Course
{
    /// <summary>The stage that the run declares.</summary>
    public required string Effective { get; init; }

    /// <summary>The stage to put on record before anything else.</summary>
    public required string Recorded { get; init; }

    /// <summary>What the ledger has to see to although the stage to record is the one of the run before; empty where there is nothing.</summary>
    public required string Unsettled { get; init; }

    public required bool Backward { get; init; }

    /// <summary>What the cluster is to look like at the stage that the run declares.</summary>
    public required ClusterShape Shape { get; init; }

    /// <summary>Whether a destroy is to be refused: while either the stage that is declared or the one on record asks for it.</summary>
    public required bool Protected { get; init; }

    /// <summary>Where workloads are to be. Going home starts as soon as the way leads back, while the old nodes still may be cordoned.</summary>
    public string DestinationFrom(SourceCni source) =>
        Shape.WorkloadsOnCilium ? MoveDestination.Cilium : Backward ? source.Side : MoveDestination.Stay;
}
