using CniMigration.Components;
using CniMigration.Components.Resources;
using CniMigration.Stacks.Composition;
using CniMigration.Stacks.Live;
using CniMigration.Stacks.Stages.Conditions;

namespace CniMigration.Stacks.Stages;

/// <summary>The old nodes take no new pods.</summary>
internal sealed class CordonOldNodes() : Stage("cordon")
{
    public override ImmutableArray<Condition> Entry { get; } = [NodeConditions.CiliumNodesStay];

    public override bool LeavesNoRecord => true;

    public override bool ShowsIn(LiveCluster live, MigrationState state) =>
        state.OldNodes.Cordoned > 0 && state.Records.Any(record => record.Stage == Name);

    public override IEnumerable<string> Missing(Inspection at)
    {
        if (at.Reached && !Inspection.IsDone(at.State.Undone.NodeCordon))
        {
            yield return "old nodes are not all cordoned";
        }
    }

    public override void Declare(StageScope scope)
    {
        var cordon = scope.Chain.Then(new Cordon(
            "cordon",
            new CordonArgs
            {
                Providers = scope.Providers,
                Nodes = scope.Settings.Nodes,
                Stage = Name,
                GoldpingerNamespace = scope.Settings.GoldpingerNamespace,

                // Going home uncordons the old nodes, and must not be fought.
                Uncordoned = scope.Destination == scope.Live.Source.Side ? null : StageScope.Observed(scope.State?.Undone.NodeCordon),
                TakenBackBefore = scope.Chain.Changes,
            },
            scope.Next()));
        scope.Chain.Changed(cordon.Changes);
        scope.Gate(rollouts: [scope.Goldpinger(awayFromOldNodes: true)]);
    }
}
