using CniMigration.Components.Resources;
using CniMigration.Stacks.Composition;
using CniMigration.Stacks.Live;
using CniMigration.Stacks.Stages.Conditions;

namespace CniMigration.Stacks.Stages;

/// <summary>aws-node is gone, with its manifest on record for the way back.</summary>
internal sealed class RemoveAwsNode() : Stage("remove-aws-node")
{
    public override ImmutableArray<Condition> Entry { get; } = [NodeConditions.NoOldNodes, NodeConditions.NoOldInstances];

    public override bool LeavesNoRecord => true;

    public override ClusterShape Change(ClusterShape before) => before with { Source = SourcePlace.Nowhere };

    public override bool ShowsIn(LiveCluster live, MigrationState state) => !state.AwsNode.Present;

    public override void Declare(StageScope scope)
    {
        var source = scope.Live.Source;
        var removal = scope.Chain.Then(new DaemonSetRemoval(
            "aws-node-removal-daemonset",
            new DaemonSetRemovalArgs { Stage = Name, Namespace = source.Namespace, Name = source.DaemonSet, NodeSelector = scope.Settings.Nodes.Old },
            scope.OnceIn("AwsNodeRemoval", "aws-node-removal", scope.Chain.Changes)));
        scope.Chain.Changed(removal);
        scope.Gate();
    }
}
