using CniMigration.Components;
using CniMigration.Components.Resources;
using CniMigration.Stacks.Live;
using CniMigration.Stacks.Settings;
using Pulumi;
using Kubernetes = Pulumi.Kubernetes;

namespace CniMigration.Stacks.Composition;

/// <summary>
/// All that a run declares: first what everything stands on, then what each stage adds to the chain, the node groups where the run comes to them, last
/// the interlock.
/// </summary>
internal sealed class StackComposition
{
    public StackComposition(MigrationSettings settings, LiveCluster live, Course course, Network network, MigrationRoot root)
    {
        (Settings, Live, Course, Root) = (settings, live, course, root);
        Foundation = settings.AdoptCluster ? Foundation.Adopt(settings, live) : Foundation.Of(DeclareCluster(network));
        Providers = DeclareProviders();
        var ledger = new LedgerArgs
        {
            Stage = course.Recorded,
            Origin = Adoption.OriginOf(settings),
            Goal = course.Effective,
            Observed = StageScope.Observed(course.Unsettled),
        };
        Ledger = Chain.Then(new Ledger("ledger", ledger, Own()));
        NodeGroups = new NodeGroups(this, network);
    }

    public MigrationSettings Settings { get; }

    public LiveCluster Live { get; }

    public Course Course { get; }

    public MigrationRoot Root { get; }

    public Foundation Foundation { get; }

    public ClusterProviders Providers { get; }

    public Ledger Ledger { get; }

    public Chain Chain { get; } = new();

    public NodeGroups NodeGroups { get; }

    /// <summary>The options of a resource of the migration's own provider.</summary>
    public CustomResourceOptions Own(params Resource[] after) => new() { Parent = Root, Provider = Providers.Migration, DependsOn = after };

    /// <summary>Declares what comes last, once every stage has declared its own.</summary>
    public void Complete()
    {
        var options = Own([.. Chain.Ends, .. NodeGroups.Complete()]);
        options.Protect = Course.Protected;
        _ = new Interlock("interlock", new InterlockArgs { Stage = Course.Effective }, options);
    }

    /// <summary>
    /// The interlock spares what it depends on, but a component of the EKS package is one link in that: what is in it has to be protected itself.
    /// Node policies are the nodes' alone, so nothing but their groups comes after them.
    /// </summary>
    private EksFoundation DeclareCluster(Network network) => new(
        "eks",
        new EksFoundationArgs
        {
            ClusterName = Settings.ClusterName,
            KubernetesVersion = Settings.KubernetesVersion,
            VpcId = network.VpcId,
            SubnetIds = network.SubnetIds,
            PrivateNetworking = Settings.PrivateNetworking,
            Source = Live.Source,
        },
        new ComponentResourceOptions { Parent = Root, Protect = Course.Protected });

    private ClusterProviders DeclareProviders() => new(
        new Kubernetes.Provider(
            "kubernetes",
            new Kubernetes.ProviderArgs
            {
                KubeConfig = Foundation.Kubeconfig,

                // Without it a new endpoint would replace the provider, and with it the release.
                ClusterIdentifier = $"{Settings.Region}/{Settings.ClusterName}",
                EnableServerSideApply = true,
            },
            ProviderOptions()),
        new MigrationProvider("cnimigration", new MigrationProviderArgs { Kubeconfig = Foundation.Kubeconfig }, ProviderOptions()));

    private CustomResourceOptions ProviderOptions() => new()
    {
        Parent = Root,
        DependsOn = Foundation.Cluster is { } cluster ? (Resource[])[cluster] : [],
        Protect = Course.Protected,
    };
}
