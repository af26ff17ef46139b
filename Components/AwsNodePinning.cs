using CniMigration.Components.Resources;
using CniMigration.Components.Sources;
using Pulumi;

namespace CniMigration.Components;

internal sealed class AwsNodePinningArgs : ResourceArgs
{
    public required ClusterProviders Providers { get; init; }

    public required NodeSelectors Nodes { get; init; }

    public required SourceCni Source { get; init; }

    public required string Stage { get; init; }

    public required string GoldpingerNamespace { get; init; }

    /// <summary>
    /// Whether EKS labels the nodes too, as their groups carry the label: it takes the label off again with the group's own, so the nodes
    /// need no record of it.
    /// </summary>
    public required bool LabelledByGroups { get; init; }

    /// <summary>What is still undone of the labels, as the run found it.</summary>
    public Input<string>? Unlabelled { get; init; }

    /// <summary>What is still undone of the placement, as the run found it.</summary>
    public Input<string>? Misplaced { get; init; }

    /// <summary>What it has to be taken back before, whatever a refresh has taken out of the state between the two.</summary>
    public ImmutableArray<Resource> TakenBackBefore { get; init; } = [];

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
        var provider = args.Providers.Migration;
        var source = args.Source;
        var labels = new NodeLabels(
            $"{name}-labels",
            new NodeLabelsArgs
            {
                Stage = args.Stage,
                NodeSelector = args.Nodes.Old,
                Labels = new InputMap<string> { { source.NodeLabel, source.Side } },
                PatienceSeconds = args.LabelledByGroups ? (Input<int>)GroupPatience : null,
                Observed = args.Unlabelled,
            },
            First(provider, [.. args.TakenBackBefore]));
        var placement = new DaemonSetPlacement(
            $"{name}-placement",
            new DaemonSetPlacementArgs
            {
                Stage = args.Stage,
                Namespace = source.Namespace,
                Name = source.DaemonSet,
                Key = source.NodeLabel,
                Operator = "In",
                Values = source.Side,
                Observed = args.Misplaced,
            },
            Then(provider, [labels, .. args.TakenBackBefore]));
        var rollout = new RolloutReady(
            $"{name}-rollout",
            new RolloutReadyArgs
            {
                Kind = "DaemonSet",
                Namespace = source.Namespace,
                Name = source.DaemonSet,
                Token = args.Stage,
                Kept = Gates.Kept(args.Proof),
            },
            Gates.Keep(args.Proof, Then(provider, placement)));
        var restart = new RolloutRestart(
            $"{name}-goldpinger-restart",
            new RolloutRestartArgs
            {
                Kind = "Deployment",
                Namespace = args.GoldpingerNamespace,
                Name = MigrationNames.GoldpingerDeployment,
                Token = args.Stage,
            },
            Then(provider, rollout));
        Changes = [labels, placement];
        Ends = [restart];
        RegisterOutputs();
    }

    /// <summary>What is taken back when these are deleted.</summary>
    public ImmutableArray<Resource> Changes { get; }
}
