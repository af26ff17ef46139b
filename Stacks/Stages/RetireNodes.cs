using CniMigration.Components;
using CniMigration.Components.Resources;
using CniMigration.Stacks.Composition;
using CniMigration.Stacks.Live;
using CniMigration.Stacks.Stages.Conditions;
using Pulumi;

namespace CniMigration.Stacks.Stages;

/// <summary>The old nodes are gone.</summary>
internal sealed class RetireNodes() : Stage("retire-nodes")
{
    public override ImmutableArray<Condition> Entry { get; } =
    [
        NodeConditions.OldNodesCordoned, WorkloadConditions.NoneOnOldNodes, WorkloadConditions.NothingPending, WorkloadConditions.NothingTerminating,
        WorkloadConditions.NoGuard, ScalingConditions.NoOtherScaler, ScalingConditions.AutoscalerStaysPaused, ScalingConditions.NoGroupUpdating,
    ];

    public override ImmutableArray<Condition> Exit { get; } = [SourceConditions.Pinned, CiliumConditions.KeepsOffOldNodes, ScalingConditions.SizesKnown];

    public override ClusterShape Change(ClusterShape before) => before with { OldNodesRetired = true };

    // A group that had no nodes before it was retired shows nothing by having none.
    public override bool ShowsIn(LiveCluster live, MigrationState state) =>
        (state.OldNodes.Count == 0 && live.OldGroups.Any(group => HadNodes(live, group)))
        || live.OldGroups.Any(group => group.DesiredSize == 0 && HadNodes(live, group));

    /// <summary>The guard that lets the old groups be emptied, or come back, needs all that comes before it, and so do the groups.</summary>
    public override void Announce(StageScope scope) => scope.NodeGroups.OldChangeLater = scope.Shows;

    public override void Declare(StageScope scope)
    {
        scope.Chain.Then(scope.NodeGroups.DeclareOld(scope.Guard("retire")));
        scope.Chain.Then(new NodesReady(
            "retirement-gone",
            new NodesReadyArgs
            {
                NodeSelector = scope.Settings.Nodes.Old,
                Count = 0,
                TimeoutSeconds = Gates.Seconds(scope.Size.NodesSeconds),
                Token = Name,
                Kept = Gates.Kept(scope.Proof),
            },
            Gates.Keep(scope.Proof, scope.OnceIn("OldNodesRetirement", "retirement"))));
        scope.Gate();
    }

    public override void DeclareUnreached(StageScope scope)
    {
        DeclareReturn(scope, scope.Shows ? scope.NodeGroups.DeclareOld(scope.Guard("restore")) : []);
    }

    /// <summary>The run that restores the old groups waits for their nodes. Nothing comes after this, so it holds nothing up.</summary>
    private static void DeclareReturn(StageScope scope, ImmutableArray<Resource> groups)
    {
        // New nodes of an adopted group have no label of ours, so no CNI comes to them before the next run has labelled them.
        var (restored, adopted) = (scope.Shows, scope.Settings.AdoptCluster);
        var unlabelled = adopted && restored;
        if (!restored && !(adopted && scope.Live.OnRecord.OldNodesRetired))
        {
            return;
        }

        _ = new NodesReady(
            "old-nodes-back",
            new NodesReadyArgs
            {
                NodeSelector = scope.Settings.Nodes.Old,
                Count = scope.NodeGroups.OldNodes,
                TimeoutSeconds = Gates.Seconds(scope.Size.NodesSeconds),
                Unready = unlabelled ? (Input<bool>)true : null,
                Token = $"{scope.Effective}{(unlabelled ? " unlabelled" : "")}",
            },
            scope.Own([.. restored ? groups : scope.Chain.Ends]));
    }

    private static bool HadNodes(LiveCluster live, LiveNodeGroup group) => live.SizesOf(group.Name) is not { Desired: 0 };
}
