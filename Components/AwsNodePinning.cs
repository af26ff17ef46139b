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

    public required ClusterSize Size { get; init; }

    /// <summary>
    /// Whether EKS labels the nodes too, as their groups carry the label: it takes the label off again with the group's own, so the nodes
    /// need no record of it.
    /// </summary>
    public required bool LabelledByGroups { get; init; }

    /// <summary>What is still undone of the labels, as the run found it.</summary>
    public Input<string>? Unlabelled { get; init; }

    /// <summary>What is still undone of the placement, as the run found it.</summary>
    public Input<string>? Misplaced { get; init; }

    /// <summary>What is pinned to the same nodes beside it; none where that stays everywhere.</summary>
    public PinnedDaemonSet? Beside { get; init; }

    /// <summary>What it has to be taken back before, whatever a refresh has taken out of the state between the two.</summary>
    public ImmutableArray<Resource> TakenBackBefore { get; init; } = [];

    /// <summary>What its gates have to prove in this run.</summary>
    public GateProof Proof { get; init; }
}

/// <summary>A DaemonSet that is kept to the nodes of the source CNI.</summary>
/// <param name="Part">What its resources are called after; empty for the CNI's own.</param>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name.</param>
/// <param name="Misplaced">What is still undone of its placement, as the run found it.</param>
internal sealed record PinnedDaemonSet(string Part, string Namespace, string Name, Input<string>? Misplaced);

/// <summary>
/// aws-node stays on the nodes that it has, and so does what must not be beside Cilium either: the nodes are labelled first, then affinities ask for the label.
/// </summary>
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
        var pins = new[] { new PinnedDaemonSet("", source.Namespace, source.DaemonSet, args.Misplaced), args.Beside }.OfType<PinnedDaemonSet>()
            .Select(pinned => (Pinned: pinned, Placement: Placement(name, args, pinned, labels))).ToList();
        Resource[] rollouts = [.. pins.Select(pin => Rollout(name, args, pin.Pinned, pin.Placement))];
        var restart = new RolloutRestart(
            $"{name}-goldpinger-restart",
            new RolloutRestartArgs
            {
                Kind = "Deployment",
                Namespace = args.GoldpingerNamespace,
                Name = MigrationNames.GoldpingerDeployment,
                Token = args.Stage,
            },
            Then(provider, rollouts));
        Changes = [labels, .. pins.Select(pin => pin.Placement)];
        Ends = [restart];
        RegisterOutputs();
    }

    /// <summary>What is taken back when these are deleted.</summary>
    public ImmutableArray<Resource> Changes { get; }

    private DaemonSetPlacement Placement(string name, AwsNodePinningArgs args, PinnedDaemonSet pinned, NodeLabels labels) => new(
        $"{name}{pinned.Part}-placement",
        new DaemonSetPlacementArgs
        {
            Stage = args.Stage,
            Namespace = pinned.Namespace,
            Name = pinned.Name,
            Key = args.Source.NodeLabel,
            Operator = "In",
            Values = args.Source.Side,
            Observed = pinned.Misplaced,
        },
        Then(args.Providers.Migration, [labels, .. args.TakenBackBefore]));

    private RolloutReady Rollout(string name, AwsNodePinningArgs args, PinnedDaemonSet pinned, DaemonSetPlacement placement) => new(
        $"{name}{pinned.Part}-rollout",
        new RolloutReadyArgs
        {
            Kind = "DaemonSet",
            Namespace = pinned.Namespace,
            Name = pinned.Name,
            TimeoutSeconds = Gates.Seconds(args.Size.RolloutSeconds),
            Token = args.Stage,
            Kept = Gates.Kept(args.Proof),
        },
        Gates.Keep(args.Proof, Then(args.Providers.Migration, placement)));
}
