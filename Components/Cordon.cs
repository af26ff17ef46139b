using System.Collections.Immutable;
using CniMigration.Components.Resources;
using Pulumi;

namespace CniMigration.Components;

internal sealed class CordonArgs : ResourceArgs
{
    public required ClusterProviders Providers { get; init; }

    public required NodeSelectors Nodes { get; init; }

    [Input("stage", required: true)]
    public Input<string> Stage { get; set; } = null!;

    [Input("goldpingerNamespace", required: true)]
    public Input<string> GoldpingerNamespace { get; set; } = null!;

    /// <summary>What is still undone of the cordon, as the run found it.</summary>
    [Input("uncordoned")]
    public Input<string>? Uncordoned { get; set; }
}

/// <summary>The old nodes take no new pods, and goldpinger's Deployment shows it by coming up on the others.</summary>
internal sealed class Cordon : StageComponent
{
    public Cordon(string name, CordonArgs args, ComponentResourceOptions? options = null)
        : base("Cordon", name, options)
    {
        var provider = args.Providers.Migration;
        Nodes = new NodeCordon(
            $"{name}-nodes",
            new NodeCordonArgs { Stage = args.Stage, NodeSelector = args.Nodes.Old, Observed = args.Uncordoned },
            Child(provider));
        var restart = new RolloutRestart(
            $"{name}-goldpinger-restart",
            new RolloutRestartArgs
            {
                Kind = "Deployment",
                Namespace = args.GoldpingerNamespace,
                Name = MigrationNames.GoldpingerDeployment,
                Token = args.Stage,
            },
            Child(provider, Nodes));
        CordonedNodes = Nodes.Nodes;
        RestartedAt = restart.RestartedAt;
        RegisterOutputs(new Dictionary<string, object?> { ["cordonedNodes"] = CordonedNodes, ["restartedAt"] = RestartedAt });
    }

    public NodeCordon Nodes { get; }

    [Output("cordonedNodes")]
    public Output<ImmutableArray<string>> CordonedNodes { get; private set; }

    [Output("restartedAt")]
    public Output<string> RestartedAt { get; private set; }
}
