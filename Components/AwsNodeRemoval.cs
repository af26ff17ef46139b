using CniMigration.Components.Resources;
using Pulumi;

namespace CniMigration.Components;

internal sealed class AwsNodeRemovalArgs : ResourceArgs
{
    public required ClusterProviders Providers { get; init; }

    public required NodeSelectors Nodes { get; init; }

    [Input("stage", required: true)]
    public Input<string> Stage { get; set; } = null!;
}

/// <summary>aws-node is gone, with its manifest on record for the way back.</summary>
internal sealed class AwsNodeRemoval : StageComponent
{
    public AwsNodeRemoval(string name, AwsNodeRemovalArgs args, ComponentResourceOptions? options = null)
        : base("AwsNodeRemoval", name, options)
    {
        var removal = new DaemonSetRemoval(
            $"{name}-daemonset",
            new DaemonSetRemovalArgs
            {
                Stage = args.Stage,
                Namespace = MigrationNames.KubeSystem,
                Name = MigrationNames.AwsNode,
                NodeSelector = args.Nodes.Old,
            },
            Child(args.Providers.Migration));
        Removed = removal.Removed;
        RegisterOutputs(new Dictionary<string, object?> { ["removed"] = Removed });
    }

    [Output("removed")]
    public Output<bool> Removed { get; private set; }
}
