using System.Net;
using System.Text;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Clients;
using CniMigration.Kubernetes.Controllers.Runtime;
using CniMigration.Kubernetes.Kinds;
using CniMigration.Simulator.AddOns;
using CniMigration.Simulator.Cloud;
using CniMigration.Simulator.Faults;
using CniMigration.Simulator.Hosting;
using CniMigration.Simulator.Manifests;
using CniMigration.Simulator.NodeGroups;
using CniMigration.Simulator.Nodes;
using CniMigration.Simulator.Nodes.AwsNode;
using CniMigration.Simulator.Nodes.Cilium;
using CniMigration.Simulator.Nodes.Goldpinger;
using CniMigration.Simulator.Nodes.Kubelet;
using CniMigration.Simulator.Nodes.Network;
using CniMigration.Simulator.Nodes.Programs;
using CniMigration.Simulator.Tenants;

namespace CniMigration.Simulator;

/// <summary>A running cluster: its API server, its controllers, its nodes, and the node groups that these come from.</summary>
internal sealed class ClusterHost : IAsyncDisposable
{
    private const string AddOnManager = "eks";

    /// <summary>The CNI that clusters come with.</summary>
    private static readonly SourceCni Source = AwsNodeSource.Cni;

    private static readonly AddOnManifest KubeProxy = new("kube-proxy", "Manifests/kube-proxy.yaml", "v1.33.3-eksbuild.4");

    private readonly IControlPlane controlPlane;
    private readonly BackgroundWork work;
    private NodeFleet? fleet;
    private Func<string, string, IPAddress, string?> seenAt = (_, _, _) => null;

    private ClusterHost(IControlPlane controlPlane, BackgroundWork work, TimeProvider clock, EksCluster description)
    {
        (this.controlPlane, this.work, Description) = (controlPlane, work, description);
        Helm = controlPlane.MigrationClient("helm");
        AddOns = new ManagedAddOns(controlPlane.Client(AddOnManager), work, clock, description.Name, [Source.AddOn, KubeProxy]);
    }

    public EksCluster Description { get; }

    public IApiClient Helm { get; }

    public ManagedAddOns AddOns { get; }

    public ManagedNodeGroups NodeGroups { get; private set; } = null!;

    public static async Task<ClusterHost> StartAsync(Account account, EksClusterSpec spec, CancellationToken cancellationToken)
    {
        var podNetwork = new ClusterPodNetwork();
        var controlPlane = await StartControlPlaneAsync(account, spec, podNetwork, cancellationToken);
        var host = new ClusterHost(controlPlane, new BackgroundWork(account.OnFailure), account.Clock, Describe(account, spec, controlPlane));
        try
        {
            await host.StartAsync(account, spec, podNetwork, cancellationToken);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>A token of another user, with the rights that the cluster's roles give it.</summary>
    public string IssueToken(string user, IEnumerable<string> groups) => controlPlane.IssueToken(user, [.. groups]);

    /// <summary>Where every request to it passes; null where the API server is not ours.</summary>
    public RequestGate? Requests => controlPlane.Requests;

    public ResourceType? FindType(string group, string plural) => controlPlane.FindType(group, plural);

    /// <summary>The address that a destination outside sees a pod by; null for a pod without a network of its own.</summary>
    public string? SourceSeenAt(string podNamespace, string pod, IPAddress destination) => seenAt(podNamespace, pod, destination);

    public async ValueTask DisposeAsync()
    {
        await work.DisposeAsync();
        fleet?.Dispose();
        await controlPlane.DisposeAsync();
    }

    private static async Task<IControlPlane> StartControlPlaneAsync(
        Account account, EksClusterSpec spec, ClusterPodNetwork podNetwork, CancellationToken cancellationToken) => account.Options.ControlPlane is { } start
        ? await ExternalControlPlane.StartAsync(account.Hosting, start, podNetwork, cancellationToken)
        : await EmbeddedControlPlane.StartAsync(account.Hosting, KubernetesVersions.Of(spec.Version), podNetwork, cancellationToken);

    private async Task StartAsync(Account account, EksClusterSpec spec, ClusterPodNetwork podNetwork, CancellationToken cancellationToken)
    {
        if (account.Options.Rights is { } rights)
        {
            await MigrationUser.GrantAsync(controlPlane, rights, cancellationToken);
        }

        var (context, networks) = (Context(account, spec), new NodeNetworks());
        seenAt = (space, name, destination) => context.Cache.Pods.Find(space, name) is { } pod && networks.Find(pod.Spec.NodeName) is { } node
            && node.Find(pod.Uid) is { } sandbox ? node.SourceSeenAt(sandbox, destination) : null;
        fleet = new NodeFleet(context, networks, [Source.OnNode, node => new CiliumCni(node)], Programs(networks, podNetwork));
        podNetwork.Attach(context, networks);
        account.Observer.Attach(context, networks);
        controlPlane.Attach(context);
        NodeGroups = new ManagedNodeGroups(context, fleet, Description);
        await RunInformersAsync(context, cancellationToken);
        await controlPlane.StartControllersAsync(cancellationToken);
        await DeployAsync([Source.AddOn.Manifest, .. ManifestFiles.Files("Manifests")], Client("eks-bootstrap"), cancellationToken);
        if (account.Options.Tenants)
        {
            await DeployAsync(ManifestFiles.Files("Tenants"), Client("kubectl"), cancellationToken);
            _ = work.Start("further teams", token => FurtherTeams.DeployAsync(context, Client("kubectl"), account.Options.FurtherPods, token));
        }

        var site = new FaultSite(Client("kubectl"), ManageSourceCniAsync, LetSourceCniEnforcePoliciesAsync, controlPlane.Requests, account.Clock);
        await account.Faults.AttachAsync(site, cancellationToken);
    }

    private Task ManageSourceCniAsync(bool managed, CancellationToken cancellationToken) => managed
        ? AddOns.CreateAsync(Source.AddOn.Name, Source.AddOn.DefaultVersion, null, cancellationToken)
        : AddOns.DeleteAsync(Source.AddOn.Name, preserve: true, cancellationToken);

    private async Task LetSourceCniEnforcePoliciesAsync(bool enforced, CancellationToken cancellationToken)
    {
        var set = ManifestFiles.Read(Source.AddOn.Manifest).Single(manifest => (string?)manifest["kind"] == "DaemonSet");
        await Client("kubectl").PatchAsync(ResourceTypes.DaemonSets, ManifestFiles.NamespaceOf(set), ManifestFiles.NameOf(set),
            Source.EnforcingPolicies(enforced), cancellationToken, kind: PatchKind.StrategicMerge);
    }

    private static PodPrograms Programs(NodeNetworks networks, ClusterPodNetwork podNetwork)
    {
        var ciliumOperator = new CiliumOperatorProgram(networks);
        return new PodPrograms(new Dictionary<string, IPodProgram>
        {
            [Source.AgentImage] = Source.Agent,
            [KubeProxyProgram.Image] = new KubeProxyProgram(),
            ["bloomberg/goldpinger"] = podNetwork.Goldpinger,
            ["cilium/cilium"] = new CiliumAgentProgram(),
            ["cilium/operator"] = ciliumOperator,
            ["cilium/operator-aws"] = ciliumOperator,
            ["cilium/operator-generic"] = ciliumOperator,
        });
    }

    private static async Task DeployAsync(IEnumerable<string> files, IApiClient client, CancellationToken cancellationToken)
    {
        foreach (var file in files)
        {
            await ManifestFiles.CreateAsync(client, ManifestFiles.Read(file), cancellationToken);
        }
    }

    private ClusterContext Context(Account account, EksClusterSpec spec)
    {
        var client = Client("kubelet");
        var events = new EventRecorder(client, account.Clock, account.OnFailure);
        return new ClusterContext
        {
            Api = new ControllerContext(client, account.Clock, new ClusterCache(), events, account.OnFailure),
            Work = work,
            Network = account.Network,
            Iam = account.Iam,
            Ids = account.Ids,
            Timings = account.Timings,
            Faults = account.Faults,
            ClusterName = spec.Name,
            Region = account.Region,
            SecurityGroupId = Description.SecurityGroupId,
            OidcIssuer = Description.OidcIssuer,
            IamTrustsIssuer = spec.OidcProvider,
            KubeletVersion = KubernetesVersions.Of(spec.Version),
            FindType = FindType,
            Pace = account.Pace,
            NoticesSilence = controlPlane.NoticesSilence,
        };
    }

    private static async Task RunInformersAsync(ClusterContext context, CancellationToken cancellationToken)
    {
        _ = context.Work.Start("events", context.Api.Events.RunAsync);
        IReadOnlyList<Informer> informers = [.. context.Cache.All, context.Policies];
        foreach (var informer in informers)
        {
            _ = context.Work.Start($"informer of {informer.Type}", token => informer.RunAsync(context.Api.Client, context.Clock, context.Api.OnFailure, token));
        }

        foreach (var informer in informers)
        {
            await informer.WaitForSyncAsync(cancellationToken);
        }
    }

    private IApiClient Client(string name) => controlPlane.Client(name);

    private static EksCluster Describe(Account account, EksClusterSpec spec, IControlPlane controlPlane)
    {
        var securityGroup = account.Network.SecurityGroups.Create();
        account.Network.SecurityGroups.Authorize(securityGroup, securityGroup);
        return new EksCluster
        {
            Name = spec.Name,
            Arn = $"arn:aws:eks:{account.Region}:{account.Number}:cluster/{spec.Name}",
            Version = spec.Version,
            Status = "ACTIVE",
            Endpoint = controlPlane.Endpoint,
            CertificateAuthority = Convert.ToBase64String(Encoding.ASCII.GetBytes(controlPlane.AuthorityPem)),
            VpcId = account.Network.Id,
            SubnetIds = spec.SubnetIds.Count > 0 ? spec.SubnetIds : [.. account.Network.Subnets.Select(subnet => subnet.Id)],
            SecurityGroupId = securityGroup,
            OidcIssuer = $"https://oidc.eks.{account.Region}.amazonaws.com/id/{account.Ids.Next("", 32).ToUpperInvariant()}",
            RoleArn = spec.RoleArn,
            IssuerIsTrusted = spec.OidcProvider,
            CreatedAt = account.Clock.GetUtcNow(),
            Token = controlPlane.Token,
            AdministratorToken = controlPlane.AdministratorToken,
        };
    }
}
