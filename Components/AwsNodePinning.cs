using System.Collections.Immutable;
using CniMigration.Components.Resources;
using Pulumi;

namespace CniMigration.Components;

internal sealed class AwsNodePinningArgs : ResourceArgs
{
    public required ClusterProviders Providers { get; init; }

    public required NodeSelectors Nodes { get; init; }

    [Input("stage", required: true)]
    public Input<string> Stage { get; set; } = null!;

    [Input("goldpingerNamespace", required: true)]
    public Input<string> GoldpingerNamespace { get; set; } = null!;

    /// <summary>
    /// Whether EKS labels the nodes too, as their groups carry the label: it takes the label off again with the group's own, so the nodes
    /// need no record of it.
    /// </summary>
    public required bool LabelledByGroups { get; init; }

    /// <summary>What is still undone of the labels, as the run found it.</summary>
    [Input("unlabelled")]
    public Input<string>? Unlabelled { get; set; }

    /// <summary>What is still undone of the placement, as the run found it.</summary>
    [Input("misplaced")]
    public Input<string>? Misplaced { get; set; }

    /// <summary>The pause of the autoscaler that all of this comes after; none once the autoscaler is its own master again.</summary>
    public DeploymentPause? Pause { get; init; }

    /// <summary>What its gates have to prove in this run.</summary>
    public GateProof Proof { get; init; }
}

/// <summary>aws-node stays on the nodes that it has: they are labelled first, then its affinity asks for the label.</summary>
internal sealed class AwsNodePinning : StageComponent
{
    // Seconds. EKS carries labels over within one; its updates begin with this run, when the autoscaler is paused.
    private const int GroupPatience = 120;

    public AwsNodePinning(string name, AwsNodePinningArgs args, ComponentResourceOptions? options = null)
        : base("AwsNodePinning", name, options)
    {
        Resource[] paused = args.Pause is null ? [] : [args.Pause];
        var provider = args.Providers.Migration;
        Labels = new NodeLabels(
            $"{name}-labels",
            new NodeLabelsArgs
            {
                Stage = args.Stage,
                NodeSelector = args.Nodes.Old,
                Labels = new InputMap<string> { { MigrationNames.CniLabel, MigrationNames.AwsCni } },
                PatienceSeconds = args.LabelledByGroups ? (Input<int>)GroupPatience : null,
                Observed = args.Unlabelled,
            },
            Child(provider, paused));
        Placement = new DaemonSetPlacement(
            $"{name}-placement",
            new DaemonSetPlacementArgs
            {
                Stage = args.Stage,
                Namespace = MigrationNames.KubeSystem,
                Name = MigrationNames.AwsNode,
                Key = MigrationNames.CniLabel,
                Operator = "In",
                Values = MigrationNames.AwsCni,
                Observed = args.Misplaced,
            },
            Child(provider, [.. paused, Labels]));
        var rollout = new RolloutReady(
            $"{name}-rollout",
            new RolloutReadyArgs { Kind = "DaemonSet", Namespace = MigrationNames.KubeSystem, Name = MigrationNames.AwsNode, Token = args.Stage, Kept = Gates.Kept(args.Proof) },
            Gates.Keep(args.Proof, Child(provider, Placement)));
        var restart = new RolloutRestart(
            $"{name}-goldpinger-restart",
            new RolloutRestartArgs
            {
                Kind = "Deployment",
                Namespace = args.GoldpingerNamespace,
                Name = MigrationNames.GoldpingerDeployment,
                Token = args.Stage,
            },
            Child(provider, Labels, Placement, rollout));
        LabelledNodes = Labels.Nodes;
        RestartedAt = restart.RestartedAt;
        RegisterOutputs(new Dictionary<string, object?> { ["labelledNodes"] = LabelledNodes, ["restartedAt"] = RestartedAt });
    }

    public NodeLabels Labels { get; }

    public DaemonSetPlacement Placement { get; }

    [Output("labelledNodes")]
    public Output<ImmutableArray<string>> LabelledNodes { get; private set; }

    [Output("restartedAt")]
    public Output<string> RestartedAt { get; private set; }
}
