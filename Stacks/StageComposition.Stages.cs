using CniMigration.Components;
using CniMigration.Components.Resources;
using Pulumi;

namespace CniMigration.Stacks;

/// <summary>What each stage after the first adds.</summary>
internal sealed partial class StageComposition
{
    /// <summary>
    /// The autoscaler's pause comes before everything that it would get in the way of, the node groups too, and goes after it. It waits
    /// for no gate: the first gate waits for nodes of groups that come after the pause.
    /// </summary>
    private DeploymentPause? DeclarePause() => _plan.Effective is < Stage.PinAwsNode or >= Stage.Finalize
        ? null
        : Chained(new DeploymentPause(
            "autoscaler-pause",
            new DeploymentPauseArgs { Stage = Stage.PinAwsNode.ToName(), Namespace = _settings.AutoscalerNamespace, Name = _settings.AutoscalerName },
            Own(_ledger)));

    private void DeclarePinning(DeploymentPause? pause)
    {
        if (!Reached(Stage.PinAwsNode))
        {
            return;
        }

        Chained(new AwsNodePinning(
            "pinning",
            new AwsNodePinningArgs
            {
                Providers = _providers,
                Nodes = _nodes,
                Stage = Stage.PinAwsNode.ToName(),
                GoldpingerNamespace = _settings.GoldpingerNamespace,
                Pause = pause,
                LabelledByGroups = !_settings.AdoptCluster,
                Unlabelled = Observed(State?.Undone.NodeLabels),
                Misplaced = State is { AwsNode.Present: true } ? Observed(State.Undone.DaemonSetPlacement) : null,
                Proof = ProofOf(Stage.PinAwsNode),
            },
            Next()));
        DeclareGate(Stage.PinAwsNode, rollouts: GoldpingerRollouts());
    }

    private CiliumRelease? DeclareInstall()
    {
        if (!Reached(Stage.InstallCilium))
        {
            return null;
        }

        var release = Chained(new CiliumRelease(
            "cilium",
            new CiliumReleaseArgs
            {
                Providers = _providers,
                Options = new CiliumOptions
                {
                    ClusterName = _settings.ClusterName,
                    OperatorReplicas = _settings.CiliumOperatorReplicas,
                    Masquerade = _settings.Masquerade,
                    KubeProxyReplacement = _settings.KubeProxyReplacement,
                    AvoidOldNodes = !Reached(Stage.Finalize),
                    EnforcePolicy = Reached(Stage.EnforcePolicy),
                    UnlabelledGroups = _settings.AdoptCluster ? _settings.OldNodeGroups : [],
                },
                Chart = _settings.CiliumChart,
                Repository = _settings.CiliumChartRepository is { } repository ? (Input<string>)repository : null,
                Version = _settings.CiliumVersion,
                OidcProviderArn = _foundation.OidcProviderArn,
                OidcProviderUrl = _foundation.OidcProviderUrl,
            },
            Next()));
        DeclareGate(Stage.InstallCilium, rollouts: [CiliumAgents() with { AbsentOn = _nodes.Old, AllowZero = true }]);
        return release;
    }

    private void DeclareCiliumNodes()
    {
        if (!Reached(Stage.AddCiliumNodes))
        {
            return;
        }

        var nodes = new NodesProof("cilium-nodes", _nodes.Cilium, _settings.CiliumNodeGroupSize)
        {
            AbsentTaint = MigrationNames.AgentNotReadyTaint,
            AbsentDaemonSet = $"{MigrationNames.KubeSystem}/{MigrationNames.AwsNode}",
        };
        DeclareGate(Stage.AddCiliumNodes, [nodes], [CiliumAgents(), CiliumOperator(), .. GoldpingerRollouts()]);
    }

    private void DeclareCordonAndMove()
    {
        if (!Reached(Stage.AddCiliumNodes))
        {
            return;
        }

        if (Reached(Stage.Cordon))
        {
            Chained(new Cordon(
                "cordon",
                new CordonArgs
                {
                    Providers = _providers,
                    Nodes = _nodes,
                    Stage = Stage.Cordon.ToName(),
                    GoldpingerNamespace = _settings.GoldpingerNamespace,

                    // Going home uncordons the old nodes, and must not be fought.
                    Uncordoned = MoveDestination.Of(_plan) == MoveDestination.AwsCni ? null : Observed(State?.Undone.NodeCordon),
                },
                Next()));
            DeclareGate(Stage.Cordon, rollouts: GoldpingerRollouts(awayFromOldNodes: true));
        }

        Chained(DeclareMove());
        if (Reached(Stage.Migrate))
        {
            DeclareGate(Stage.Migrate, rollouts: GoldpingerRollouts(awayFromOldNodes: true));
        }
    }

    private WorkloadMigration DeclareMove()
    {
        var destination = MoveDestination.Of(_plan);
        return new WorkloadMigration(
            "workloads",
            new WorkloadMigrationArgs
            {
                Providers = _providers,
                Nodes = _nodes,
                Stage = (destination == MoveDestination.Cilium ? Stage.Migrate : Stage.AddCiliumNodes).ToName(),
                Destination = destination,
                Surge = _settings.Surge,
                EvictBarePods = _settings.EvictBarePods,
                DeleteLocalData = _settings.DeleteLocalData,
                Recreate = _settings.Recreate,
                MaxConcurrentMoves = _settings.MaxConcurrentMoves,
                OnFailure = _settings.OnFailure,
                FreeAddresses = _live.FreeAddresses.IsEmpty ? null : (InputMap<int>)_live.FreeAddresses,

                // A pod network that fails is a reason to go home, and must not hold anybody up on the way.
                GoldpingerNamespace = destination == MoveDestination.AwsCni ? null : (Input<string>)_settings.GoldpingerNamespace,
                Unmoved = destination switch
                {
                    MoveDestination.Cilium => Observed(State?.Undone.WorkloadMove),
                    MoveDestination.AwsCni => Observed(State?.Undone.WorkloadMoveHome),
                    _ => null,
                },
            },
            Next());
    }

    private void DeclareRetirement()
    {
        if (!Reached(Stage.RetireNodes))
        {
            DeclareReturn();
            return;
        }

        Chained(new OldNodesRetirement(
            "retirement",
            new OldNodesRetirementArgs
            {
                Providers = _providers,
                Nodes = _nodes,
                Stage = Stage.RetireNodes.ToName(),
                Proof = ProofOf(Stage.RetireNodes),
            },
            Next()));
        DeclareGate(Stage.RetireNodes);
    }

    /// <summary>The run that restores the old groups waits for their nodes. Nothing comes after this, so it holds nothing up.</summary>
    private void DeclareReturn()
    {
        // New nodes of an adopted group have no label of ours, so no CNI comes to them before the next run has labelled them.
        var restored = _plan.Shows(Stage.RetireNodes);
        var unlabelled = _settings.AdoptCluster && restored;
        if (!restored && !(_settings.AdoptCluster && _live.Retired))
        {
            return;
        }

        _ = new NodesReady(
            "old-nodes-back",
            new NodesReadyArgs
            {
                NodeSelector = _nodes.Old,
                Count = _settings.AdoptCluster ? _settings.OldNodeGroups.Sum(group => FullSize(group).Desired) : _settings.OldNodeGroupSize * _settings.OldNodeGroups.Length,
                Unready = unlabelled ? (Input<bool>)true : null,
                Token = $"{_plan.Effective.ToName()}{(unlabelled ? " unlabelled" : "")}",
            },
            _settings.AdoptCluster && !restored ? Own([.. _chain]) : Own(_ledger));
    }

    private void DeclareRemoval()
    {
        if (!Reached(Stage.RemoveAwsNode))
        {
            return;
        }

        Chained(new AwsNodeRemoval(
            "aws-node-removal", new AwsNodeRemovalArgs { Providers = _providers, Nodes = _nodes, Stage = Stage.RemoveAwsNode.ToName() }, Next()));
        DeclareGate(Stage.RemoveAwsNode);
    }

    private void DeclareEnd()
    {
        if (Reached(Stage.Finalize))
        {
            DeclareGate(Stage.Finalize, rollouts: [CiliumAgents(), CiliumOperator()], requireEndpoints: true);
        }

        if (Reached(Stage.EnforcePolicy))
        {
            DeclareGate(Stage.EnforcePolicy, rollouts: [CiliumAgents(), CiliumOperator()], requireEndpoints: true);
        }
    }

    private static RolloutProof CiliumAgents() => new("cilium-agents", "DaemonSet", MigrationNames.KubeSystem, MigrationNames.Cilium);

    private static RolloutProof CiliumOperator() => new("cilium-operator", "Deployment", MigrationNames.KubeSystem, MigrationNames.CiliumOperator);

    private static Input<string>? Observed(string? digest) => string.IsNullOrEmpty(digest) ? null : (Input<string>)digest;
}
