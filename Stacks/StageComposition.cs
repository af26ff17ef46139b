using System.Collections.Immutable;
using CniMigration.Components;
using CniMigration.Components.Resources;
using Pulumi;
using Kubernetes = Pulumi.Kubernetes;

namespace CniMigration.Stacks;

/// <summary>
/// Declares what the effective stage holds. Every pair whose order matters, forward or back, is a direct dependency: what a stage adds
/// comes after all that changes the cluster before it, since deletes are ordered by nothing else.
/// </summary>
internal sealed partial class StageComposition
{
    private readonly MigrationSettings _settings;
    private readonly LiveCluster _live;
    private readonly StagePlan _plan;
    private readonly Network _network;
    private readonly MigrationRoot _root;
    private readonly NodeSelectors _nodes;
    private readonly Foundation _foundation;
    private readonly ClusterProviders _providers;
    private readonly Ledger _ledger;
    private readonly List<Resource> _chain = [];
    private readonly List<Resource> _all = [];

    public StageComposition(MigrationSettings settings, LiveCluster live, StagePlan plan, Network network, MigrationRoot root)
    {
        (_settings, _live, _plan, _network, _root) = (settings, live, plan, network, root);
        _nodes = new NodeSelectors(settings.OldNodeSelector, settings.CiliumNodeSelector);
        _foundation = settings.AdoptCluster ? Foundation.Adopt(settings, live) : Foundation.Of(Kept(DeclareCluster()));
        _providers = DeclareProviders();
        var ledger = new LedgerArgs
        {
            Stage = plan.Recorded.ToName(),
            Origin = Adoption.OriginOf(settings),
            Goal = plan.Effective.ToName(),
            Observed = Observed(plan.Unsettled),
        };
        _ledger = Chained(new Ledger("ledger", ledger, Own()));
        Chained(DeclareGoldpinger());
    }

    private MigrationState? State => _live.State;

    /// <summary>Declares everything, and gives the cluster's kubeconfig.</summary>
    public Output<string> Declare()
    {
        DeclareGate(
            Stage.Baseline,
            nodes: [OldNodes()],
            rollouts: GoldpingerRollouts());
        var pause = DeclarePause();
        DeclarePinning(pause);
        var release = DeclareInstall();
        var ciliumGuard = CiliumGuard();
        DeclareCiliumNodes();
        DeclareCordonAndMove();
        var oldGuard = OldGuard();
        DeclareRetirement();
        DeclareRemoval();
        DeclareEnd();
        DeclareNodeGroups(pause, release, ciliumGuard, oldGuard);
        DeclareInterlock();
        return _foundation.Kubeconfig;
    }

    /// <summary>Whoever scales an adopted group goes on doing so until the autoscaler is paused: all nodes count, however many they are.</summary>
    private NodesProof OldNodes() => new(
        "old-nodes", _nodes.Old, _settings.AdoptCluster ? NodesProof.Any : _settings.OldNodeGroupSize * _settings.OldNodeGroups.Length);

    private EksFoundation DeclareCluster() => new(
        "eks",
        new EksFoundationArgs
        {
            ClusterName = _settings.ClusterName,
            KubernetesVersion = _settings.KubernetesVersion is { } version ? (Input<string>)version : null,
            VpcId = _network.VpcId,
            SubnetIds = _network.SubnetIds,
            PrivateNetworking = _settings.PrivateNetworking,
        },
        new ComponentResourceOptions { Parent = _root });

    private ClusterProviders DeclareProviders() => new(
        new Kubernetes.Provider(
            "kubernetes",
            new Kubernetes.ProviderArgs
            {
                KubeConfig = _foundation.Kubeconfig,

                // Without it a new endpoint would replace the provider, and with it the release.
                ClusterIdentifier = $"{_settings.Region}/{_settings.ClusterName}",
                EnableServerSideApply = true,
            },
            new CustomResourceOptions { Parent = _root, DependsOn = _foundation.Resources }),
        new MigrationProvider(
            "cnimigration",
            new MigrationProviderArgs { Kubeconfig = _foundation.Kubeconfig },
            new CustomResourceOptions { Parent = _root, DependsOn = _foundation.Resources }));

    /// <summary>
    /// What the owners of adopted groups keep other pods off with. No more than that is tolerated: a node that Cilium does not serve yet
    /// would otherwise be given pods all the same.
    /// </summary>
    private ImmutableArray<NodeTaint> TheirTaints() =>
    [
        .. _live.OldGroups.SelectMany(group => group.Adopted?.Taints ?? []).Select(taint => taint.OnNodes)
            .Where(taint => taint.Key != MigrationNames.AgentNotReadyTaint)
            .Distinct().OrderBy(taint => taint.Key, StringComparer.Ordinal).ThenBy(taint => taint.Effect, StringComparer.Ordinal),
    ];

    private Goldpinger DeclareGoldpinger() => new(
        "goldpinger",
        new GoldpingerArgs
        {
            Providers = _providers,
            Namespace = _settings.GoldpingerNamespace,
            Image = _settings.GoldpingerImage,
            Taints = TheirTaints(),
        },
        Next());

    /// <summary>Declares the gate that ends a stage; all that comes later comes after it.</summary>
    private void DeclareGate(
        Stage stage, NodesProof[]? nodes = null, RolloutProof[]? rollouts = null, bool requireEndpoints = false) => Chained(new ConnectivityGate(
        $"gate-{stage.ToName()}",
        new ConnectivityGateArgs
        {
            Providers = _providers,
            Nodes = _nodes,
            Stage = stage.ToName(),
            GoldpingerNamespace = _settings.GoldpingerNamespace,
            NodesToBeReady = [.. nodes ?? []],
            RolloutsToBeReady = [.. rollouts ?? []],
            RequireEndpoints = requireEndpoints ? (Input<bool>)true : null,
            Proof = ProofOf(stage),
        },
        Next()));

    private RolloutProof[] GoldpingerRollouts(bool awayFromOldNodes = false) =>
    [
        new("goldpinger-daemonset", "DaemonSet", _settings.GoldpingerNamespace, MigrationNames.GoldpingerDaemonSet),
        new("goldpinger-deployment", "Deployment", _settings.GoldpingerNamespace, MigrationNames.GoldpingerDeployment)
        {
            AbsentOn = awayFromOldNodes ? _nodes.Old : null,
        },
    ];

    private bool Reached(Stage stage) => _plan.Effective >= stage;

    private GateProof ProofOf(Stage stage) => _plan.Backward ? GateProof.GoingBack : _plan.Effective > stage ? GateProof.Passed : GateProof.Now;

    /// <summary>The options of a component that comes after all that was declared before it.</summary>
    private ComponentResourceOptions Next() => new() { Parent = _root, DependsOn = _chain.ToArray() };

    private CustomResourceOptions Own(params Resource[] after) => new() { Parent = _root, Provider = _providers.Migration, DependsOn = after };

    private T Chained<T>(T resource) where T : Resource
    {
        _chain.Add(resource);
        return Kept(resource);
    }

    private T Kept<T>(T resource) where T : Resource
    {
        _all.Add(resource);
        return resource;
    }

    private void DeclareInterlock() => _ = new Interlock(
        "interlock",
        new InterlockArgs { Stage = _plan.Effective.ToName() },
        new CustomResourceOptions
        {
            Parent = _root,
            Provider = _providers.Migration,
            DependsOn = _all.ToArray(),
            Protect = _plan.Shows(Stage.AddCiliumNodes),
        });
}
