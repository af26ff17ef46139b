using CniMigration.Components;
using CniMigration.Components.Resources;
using CniMigration.Stacks.Composition;
using CniMigration.Stacks.Live;
using CniMigration.Stacks.Stages.Conditions;
using Pulumi;

namespace CniMigration.Stacks.Stages;

/// <summary>The workloads are on Cilium.</summary>
internal sealed class MigrateWorkloads() : Stage("migrate")
{
    public override ImmutableArray<Condition> Entry { get; } =
        [NodeConditions.CiliumNodesReady, ServiceConditions.HostPortsAreServed, PolicyConditions.MayLapse, WorkloadConditions.PlanIsClear];

    public override ImmutableArray<Condition> Exit { get; } = [NodeConditions.OldNodesBack, WorkloadConditions.PlanIsClear];

    public override ClusterShape Change(ClusterShape before) => before with { WorkloadsOnCilium = true };

    public override bool ShowsIn(LiveCluster live, MigrationState state) => state.CiliumNodes.WorkloadPods > 0;

    public override IEnumerable<string> Missing(Inspection at)
    {
        if (at.Reached && (!Inspection.IsDone(at.State.Undone.WorkloadMove) || at.State.OldNodes.WorkloadPods > 0))
        {
            yield return $"{at.State.OldNodes.WorkloadPods} workload pods on old nodes";
        }

        if (at.Reached && at.State.PendingPods > 0)
        {
            yield return $"{at.State.PendingPods} pods pending";
        }
    }

    public override void Declare(StageScope scope)
    {
        DeclareMove(scope);
        scope.Gate(rollouts: [scope.Goldpinger(awayFromOldNodes: true)]);
    }

    /// <summary>The move is there from the first Cilium node on: going home is an update of it, and never a side effect of a delete.</summary>
    public override void DeclareUnreached(StageScope scope)
    {
        if (scope.Shape.CiliumNodes)
        {
            DeclareMove(scope);
        }
    }

    private void DeclareMove(StageScope scope)
    {
        var (settings, undone) = (scope.Settings, scope.State?.Undone);
        var toCilium = scope.Destination == MoveDestination.Cilium;
        var goesHome = scope.Destination == scope.Live.Source.Side;
        var move = settings.Moves.Tell(new WorkloadMoveArgs
        {
            Stage = toCilium ? Name : AddCiliumNodes.StageName,
            Destination = scope.Destination,
            OldNodeSelector = settings.Nodes.Old,
            CiliumNodeSelector = settings.Nodes.Cilium,
            GoldpingerSelector = MigrationNames.GoldpingerSelector,
            GoldpingerPort = MigrationNames.GoldpingerPort,
            FreeAddresses = scope.Live.FreeAddresses.IsEmpty ? null : (InputMap<int>)scope.Live.FreeAddresses,

            // A pod network that fails is a reason to go home, and must not hold anybody up on the way.
            GoldpingerNamespace = goesHome ? null : (Input<string>)settings.GoldpingerNamespace,
            Observed = StageScope.Observed(toCilium ? undone?.WorkloadMove : goesHome ? undone?.WorkloadMoveHome : null),
        });
        scope.Chain.Then(new WorkloadMove("workloads-move", move, scope.OnceIn("WorkloadMigration", "workloads")));
    }
}
