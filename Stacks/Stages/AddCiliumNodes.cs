using CniMigration.Components;
using CniMigration.Components.Resources;
using CniMigration.Stacks.Composition;
using CniMigration.Stacks.Live;
using CniMigration.Stacks.Stages.Conditions;

namespace CniMigration.Stacks.Stages;

/// <summary>The Cilium node group has its nodes.</summary>
internal sealed class AddCiliumNodes() : Stage(StageName)
{
    public const string StageName = "add-cilium-nodes";

    public override ImmutableArray<Condition> Entry { get; } =
        [NodeConditions.NoForeignNodes, ScalingConditions.NoOtherScaler, ScalingConditions.AutoscalerStaysPaused, ServiceConditions.OneProxy,
            ServiceConditions.HostPortsAreServed];

    public override ImmutableArray<Condition> Exit { get; } = [WorkloadConditions.NoneOnCilium];

    public override ClusterShape Change(ClusterShape before) => before with { CiliumNodes = true, Protected = true };

    public override bool ShowsIn(LiveCluster live, MigrationState state) => live.HasCiliumNodes;

    public override IEnumerable<string> Missing(Inspection at)
    {
        var nodes = at.State.CiliumNodes;
        if (nodes.Ready != nodes.Count)
        {
            yield return $"{nodes.Ready} of {nodes.Count} Cilium nodes Ready";
        }

        if (nodes.Tainted > 0)
        {
            yield return $"{nodes.Tainted} Cilium nodes still tainted";
        }

        if (nodes.Cordoned > 0)
        {
            yield return $"{nodes.Cordoned} Cilium nodes cordoned";
        }
    }

    public override void Declare(StageScope scope)
    {
        var (settings, source) = (scope.Settings, scope.Live.Source);
        scope.Chain.Then([scope.NodeGroups.DeclareCilium(scope.Guard("grow-cilium"))]);
        var nodes = new NodesProof("cilium-nodes", settings.Nodes.Cilium, settings.CiliumNodeGroupSize)
        {
            AbsentTaint = MigrationNames.AgentNotReadyTaint,
            AbsentDaemonSet = $"{source.Namespace}/{source.DaemonSet}",
        };
        var withoutProxy = new NodesProof("cilium-nodes-proxy", settings.Nodes.Cilium, settings.CiliumNodeGroupSize)
        {
            AbsentDaemonSet = $"{MigrationNames.KubeSystem}/{MigrationNames.KubeProxy}",
        };
        scope.Gate(
            scope.Live.KubeProxyIsReplaced ? [nodes, withoutProxy] : [nodes],
            [StageScope.CiliumOperator with { Before = StageScope.CiliumAgents }, scope.Goldpinger()]);
    }

    public override void DeclareUnreached(StageScope scope) =>
        scope.NodeGroups.DeclareCilium(scope.Shows ? scope.Guard("shrink-cilium") : null);
}
