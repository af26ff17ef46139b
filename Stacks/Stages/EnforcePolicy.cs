using CniMigration.Components.Resources;
using CniMigration.Stacks.Composition;
using CniMigration.Stacks.Live;
using CniMigration.Stacks.Stages.Conditions;

namespace CniMigration.Stacks.Stages;

/// <summary>Network policies bite.</summary>
internal sealed class EnforcePolicy() : Stage("enforce-policy")
{
    public override ImmutableArray<Condition> Entry { get; } =
        [CiliumConditions.FinalPlacement, CiliumConditions.RolledOut, CiliumConditions.PoliciesAllowed];

    public override ClusterShape Change(ClusterShape before) => before with { PoliciesEnforced = true };

    public override bool ShowsIn(LiveCluster live, MigrationState state) => state.Cilium is { Present: true, PolicyMode: not (null or "" or "never") };

    public override void Declare(StageScope scope) =>
        scope.Gate(rollouts: [StageScope.CiliumOperator with { Before = StageScope.CiliumAgents }], requireEndpoints: true);
}
