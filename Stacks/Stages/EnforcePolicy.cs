using CniMigration.Components.Resources;
using CniMigration.Stacks.Composition;
using CniMigration.Stacks.Live;
using CniMigration.Stacks.Stages.Conditions;

namespace CniMigration.Stacks.Stages;

/// <summary>Network policies bite.</summary>
internal sealed class EnforcePolicy() : Stage("enforce-policy")
{
    public override ImmutableArray<Condition> Entry { get; } =
        [CiliumConditions.FinalPlacement, CiliumConditions.RolledOut, PolicyConditions.MayBite];

    public override ClusterShape Change(ClusterShape before) => before with { PoliciesEnforced = true };

    public override bool ShowsIn(LiveCluster live, MigrationState state) =>
        !live.PoliciesEarly && state.Cilium.Present && PolicyConditions.IsOn(state.Cilium.PolicyMode);

    public override void Declare(StageScope scope) =>
        scope.Gate(rollouts: [StageScope.CiliumOperator with { Before = StageScope.CiliumAgents }], requireEndpoints: true);
}
