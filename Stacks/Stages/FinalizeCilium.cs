using CniMigration.Components.Resources;
using CniMigration.Stacks.Composition;
using CniMigration.Stacks.Live;
using CniMigration.Stacks.Stages.Conditions;

namespace CniMigration.Stacks.Stages;

/// <summary>Cilium has its final placement, and the autoscaler is its own master again.</summary>
internal sealed class FinalizeCilium() : Stage("finalize")
{
    public override ImmutableArray<Condition> Entry { get; } = [SourceConditions.Gone, NodeConditions.NoOldNodes];

    public override ClusterShape Change(ClusterShape before) => before with { CiliumKeepsOff = false, AutoscalerPaused = false };

    public override bool ShowsIn(LiveCluster live, MigrationState state) => state.Cilium is { Present: true, AvoidsOldNodes: false };

    public override void Declare(StageScope scope) =>
        scope.Gate(rollouts: [StageScope.CiliumOperator with { Before = StageScope.CiliumAgents }], requireEndpoints: true);
}
