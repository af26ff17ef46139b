using CniMigration.Stacks.Live;
using CniMigration.Stacks.Plans;
using CniMigration.Stacks.Strategies;

namespace CniMigration.Tests.Stacks.Plans;

/// <summary>Where a run of the node-pools strategy goes, in the tests' own names of the stages.</summary>
internal sealed record Decision(Stage Stage, string? Held)
{
    public static Decision Of(Stage requested, Stage position, LiveCluster live)
    {
        var effective = EffectiveStage.Of(NodePools.Strategy, requested.OfProgram(), position.OfProgram(), live);
        return new Decision(effective.Stage.OfTests(), effective.Held);
    }
}
