using CniMigration.Components;
using CniMigration.Components.Resources;
using CniMigration.Stacks.Composition;
using CniMigration.Stacks.Live;
using CniMigration.Stacks.Stages.Conditions;

namespace CniMigration.Stacks.Stages;

/// <summary>aws-node stays on the nodes that it has, and nothing scales them any more.</summary>
internal sealed class PinAwsNode() : Stage("pin-aws-node")
{
    public override ImmutableArray<Condition> Entry { get; } =
        [NodeConditions.NoForeignNodes, SourceConditions.IsOurs, ServiceConditions.KubeProxyIsOurs, ScalingConditions.NoOtherScaler];

    public override ImmutableArray<Condition> Exit { get; } = [NodeConditions.NoCiliumNodes];

    public override bool LeavesNoRecord => true;

    public override ClusterShape Change(ClusterShape before) => before with { Source = SourcePlace.Pinned, AutoscalerPaused = true };

    public override bool ShowsIn(LiveCluster live, MigrationState state) => state.AwsNode.Pinned || state.Records.Any(record => record.Stage == Name);

    public override IEnumerable<string> Missing(Inspection at)
    {
        var (state, source) = (at.State, at.Live.Source);
        if (at.Shape.Source == SourcePlace.Pinned && !state.AwsNode.Pinned)
        {
            yield return $"{source.Name} is not pinned{(state.AwsNode.ManagedBy == "eks" ? $" ({Wording.AddOnReverts(at.Live)})" : "")}";
        }

        if (at.Shape.Source == SourcePlace.Everywhere && state.AwsNode.Pinned)
        {
            yield return $"{source.Name} is still pinned";
        }

        if (at.Reached && !Inspection.IsDone(state.Undone.NodeLabels))
        {
            yield return "old nodes are not all labelled";
        }

        if (at.Shape.Source == SourcePlace.Pinned && !Inspection.IsDone(state.Undone.DaemonSetPlacement))
        {
            yield return $"{source.Name}'s placement was changed";
        }

        if (at.Reached && at.Live.KubeProxyIsReplaced && state.KubeProxy is { Present: true, KeepsOffCilium: false })
        {
            yield return ServiceConditions.KubeProxyIsOurs.InTheWay(at.Live) ?? "kube-proxy does not keep off Cilium's nodes";
        }

        if (!(at.Reached && at.Live.KubeProxyIsReplaced) && IsProxyOnRecord(state))
        {
            yield return "kube-proxy still keeps off Cilium's nodes";
        }

        if (at.Shape.AutoscalerPaused && state.Autoscaler is { Present: true, Paused: false })
        {
            yield return ScalingConditions.AutoscalerStaysPaused.InTheWay(at.Live) ?? "the cluster autoscaler is not paused";
        }

        if (!at.Shape.AutoscalerPaused && state.Records.Any(record => record.Kind == nameof(DeploymentPause)))
        {
            yield return "the cluster autoscaler is still paused";
        }
    }

    /// <summary>
    /// The autoscaler's pause comes before everything that it would get in the way of, the node groups too, and goes after it. EKS takes labels off live
    /// nodes as well, and aws-node would leave those: groups keep theirs until aws-node is unpinned for certain.
    /// </summary>
    public override void Announce(StageScope scope)
    {
        scope.NodeGroups.Labelled = scope.Shows;
        if (scope.Reached && scope.Shape.AutoscalerPaused)
        {
            scope.NodeGroups.Pause = new DeploymentPause(
                "autoscaler-pause",
                new DeploymentPauseArgs { Stage = Name, Namespace = scope.Settings.AutoscalerNamespace, Name = scope.Settings.AutoscalerName },
                scope.Own(scope.Ledger));
        }
    }

    public override void Declare(StageScope scope)
    {
        if (scope.NodeGroups.Pause is { } pause)
        {
            scope.Chain.Beside(pause);
            scope.Chain.Changed(pause);
        }

        var (settings, state) = (scope.Settings, scope.State);
        var pinning = scope.Chain.Then(new AwsNodePinning(
            "pinning",
            new AwsNodePinningArgs
            {
                Providers = scope.Providers,
                Nodes = settings.Nodes,
                Source = scope.Live.Source,
                Stage = Name,
                GoldpingerNamespace = settings.GoldpingerNamespace,
                Size = scope.Size,
                LabelledByGroups = !settings.AdoptCluster,
                Unlabelled = StageScope.Observed(state?.Undone.NodeLabels),
                Misplaced = state is { AwsNode.Present: true } ? StageScope.Observed(state.Undone.DaemonSetPlacement) : null,
                Beside = IsProxyPinned(scope) ? KubeProxy(state!) : null,
                TakenBackBefore = scope.Chain.Changes,
                Proof = scope.Proof,
            },
            scope.Next()));
        scope.Chain.Changed(pinning.Changes);
        scope.Gate(rollouts: [scope.Goldpinger()]);
    }

    /// <summary>What EKS manages it would revert; its owner keeps that off by the add-on's configuration.</summary>
    private static bool IsProxyPinned(StageScope scope) => scope.Live.KubeProxyIsReplaced
        && scope.State is { KubeProxy.Present: true } state && (state.KubeProxy.ManagedBy != "eks" || IsProxyOnRecord(state));

    private static bool IsProxyOnRecord(MigrationState state) => state.Records.Any(record =>
        record.Kind == nameof(DaemonSetPlacement) && record.Target == $"DaemonSet {MigrationNames.KubeSystem}/{MigrationNames.KubeProxy}");

    private static PinnedDaemonSet KubeProxy(MigrationState state) => new(
        "-kube-proxy", MigrationNames.KubeSystem, MigrationNames.KubeProxy, StageScope.Observed(state.Undone.KubeProxyPlacement));
}
