using System.Text;
using CniMigration.Kubernetes.Api;
using CniMigration.Kubernetes.Api.Client;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Simulator.Cloud.Manifests;
using CniMigration.Kubernetes.Controllers.Runtime;
using CniMigration.Simulator.ControlPlanes;
using CniMigration.Simulator.Faults;
using CniMigration.Simulator.Nodes;
using CniMigration.Simulator.Nodes.Network;

namespace CniMigration.Simulator.Cloud;

/// <summary>A running cluster: its API server, its controllers, its nodes, and the node groups that these come from.</summary>
internal sealed class ClusterHost : IAsyncDisposable
{
    private const string AddOnManager = "eks";

    private readonly IControlPlane controlPlane;
    private readonly BackgroundWork work;
    private NodeFleet? fleet;

    private ClusterHost(IControlPlane controlPlane, BackgroundWork work, EksCluster description)
    {
        (this.controlPlane, this.work, Description) = (controlPlane, work, description);
        Helm = controlPlane.MigrationClient("helm");
        AddOns = new AddOns(controlPlane.Client(AddOnManager), work, description.Name);
    }

    public EksCluster Description { get; }

    public IApiClient Helm { get; }

    public AddOns AddOns { get; }

    public NodeGroups.NodeGroups NodeGroups { get; private set; } = null!;

    public static async Task<ClusterHost> StartAsync(Account account, EksClusterSpec spec, CancellationToken cancellationToken)
    {
        var podNetwork = new ClusterPodNetwork();
        var controlPlane = await StartControlPlaneAsync(account, spec, podNetwork, cancellationToken);
        var host = new ClusterHost(controlPlane, new BackgroundWork(account.OnFailure), Describe(account, spec, controlPlane));
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

    public async ValueTask DisposeAsync()
    {
        await work.DisposeAsync();
        fleet?.Dispose();
        await controlPlane.DisposeAsync();
    }

    private static async Task<IControlPlane> StartControlPlaneAsync(
        Account account, EksClusterSpec spec, ClusterPodNetwork podNetwork, CancellationToken cancellationToken) => account.Options.ControlPlane is { } start
        ? await ExternalControlPlane.StartAsync(account, start, podNetwork, cancellationToken)
        : await EmbeddedControlPlane.StartAsync(account, KubernetesVersions.Of(spec.Version), podNetwork, cancellationToken);

    private async Task StartAsync(Account account, EksClusterSpec spec, ClusterPodNetwork podNetwork, CancellationToken cancellationToken)
    {
        var context = Context(account, spec);
        fleet = new NodeFleet(context);
        podNetwork.Attach(context, fleet);
        account.Observer.Attach(context.Cache, fleet);
        controlPlane.Attach(context);
        NodeGroups = new NodeGroups.NodeGroups(context, fleet, Description);
        await RunInformersAsync(context, cancellationToken);
        await controlPlane.StartControllersAsync(cancellationToken);
        await DeployAsync("Cloud/Manifests", Client("eks-bootstrap"), cancellationToken);
        if (account.Options.Tenants)
        {
            await DeployAsync("Tenants", Client("kubectl"), cancellationToken);
        }

        await account.Faults.AttachAsync(new FaultSite(Client("kubectl"), AddOns, controlPlane.Requests, account.Clock), cancellationToken);
    }

    private static async Task DeployAsync(string folder, IApiClient client, CancellationToken cancellationToken)
    {
        foreach (var file in ManifestFiles.Files(folder))
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
