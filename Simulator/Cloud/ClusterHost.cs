using System.Text;
using CniMigration.Simulator.Api;
using CniMigration.Simulator.Api.Access;
using CniMigration.Simulator.Api.Client;
using CniMigration.Simulator.Api.Http;
using CniMigration.Simulator.Cloud.Manifests;
using CniMigration.Simulator.Controllers;
using CniMigration.Simulator.Controllers.Runtime;
using CniMigration.Simulator.Faults;
using CniMigration.Simulator.Nodes;
using CniMigration.Simulator.Nodes.Network;

namespace CniMigration.Simulator.Cloud;

/// <summary>A running cluster: its API server, its controllers, its nodes, and the node groups that these come from.</summary>
internal sealed class ClusterHost : IAsyncDisposable
{
    private const string AddOnManager = "eks";

    private readonly ApiServer server;
    private readonly BackgroundWork work;
    private ControllerManager? controllers;
    private NodeFleet? fleet;

    private ClusterHost(ApiServer server, BackgroundWork work, EksCluster description)
    {
        (this.server, this.work, Description) = (server, work, description);
        Helm = Client("helm");
        AddOns = new AddOns(Client(AddOnManager), work, description.Name);
    }

    public EksCluster Description { get; }

    public IApiClient Helm { get; }

    public AddOns AddOns { get; }

    public NodeGroups.NodeGroups NodeGroups { get; private set; } = null!;

    public static async Task<ClusterHost> StartAsync(Account account, EksClusterSpec spec, CancellationToken cancellationToken)
    {
        var podNetwork = new ClusterPodNetwork();
        var server = await ApiServer.StartAsync(new ApiServerOptions
        {
            Clock = account.Clock,
            Port = account.Options.Port,
            Seed = account.Options.Seed,
            PodNetwork = podNetwork,
            KubernetesVersion = KubernetesVersions.Of(spec.Version),
        }, cancellationToken);
        var host = new ClusterHost(server, new BackgroundWork(account.OnFailure), Describe(account, spec, server));
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
    public string IssueToken(string user, IEnumerable<string> groups)
    {
        var token = "k8s-aws-v1." + Guid.NewGuid().ToString("N");
        server.Tokens.Add(token, new UserInfo(user, [.. groups]).AsAuthenticated());
        return token;
    }

    public ResourceType? FindType(string group, string plural) => server.Core.Types.FindPlural(group, plural);

    public async ValueTask DisposeAsync()
    {
        await work.DisposeAsync();
        fleet?.Dispose();
        if (controllers is not null)
        {
            await controllers.DisposeAsync();
        }

        await server.DisposeAsync();
    }

    private async Task StartAsync(Account account, EksClusterSpec spec, ClusterPodNetwork podNetwork, CancellationToken cancellationToken)
    {
        server.Tokens.Add(Description.Token, new UserInfo($"arn:aws:sts::{account.Number}:assumed-role/admin", ["system:masters", "system:authenticated"]));
        var context = Context(account, spec);
        fleet = new NodeFleet(context);
        podNetwork.Attach(context, fleet);
        account.Observer.Attach(context.Cache, fleet);
        NodeGroups = new NodeGroups.NodeGroups(context, fleet, Description);
        await RunInformersAsync(context, cancellationToken);
        controllers = await ControllerManager.StartAsync(Client("kube-controller-manager"), account.Clock, new ControllerManagerOptions
        {
            OnFailure = account.OnFailure,
            Types = () => server.Core.Types.All.Select(served => served.Type).Distinct(),
            Seed = account.Options.Seed,
            RootCertificate = server.AuthorityPem,
        }, cancellationToken);
        await DeployAsync("Cloud/Manifests", Client("eks-bootstrap"), cancellationToken);
        if (account.Options.Tenants)
        {
            await DeployAsync("Tenants", Client("kubectl"), cancellationToken);
        }

        await account.Faults.AttachAsync(new FaultSite(Client("kubectl"), AddOns, account.Clock), cancellationToken);
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

    private InProcessClient Client(string name) => new(server.Core, name);

    private static EksCluster Describe(Account account, EksClusterSpec spec, ApiServer server)
    {
        var securityGroup = account.Network.SecurityGroups.Create();
        account.Network.SecurityGroups.Authorize(securityGroup, securityGroup);
        return new EksCluster
        {
            Name = spec.Name,
            Arn = $"arn:aws:eks:{account.Region}:{account.Number}:cluster/{spec.Name}",
            Version = spec.Version,
            Status = "ACTIVE",
            Endpoint = server.Endpoint.GetLeftPart(UriPartial.Authority),
            CertificateAuthority = Convert.ToBase64String(Encoding.ASCII.GetBytes(server.AuthorityPem)),
            VpcId = account.Network.Id,
            SubnetIds = spec.SubnetIds.Count > 0 ? spec.SubnetIds : [.. account.Network.Subnets.Select(subnet => subnet.Id)],
            SecurityGroupId = securityGroup,
            OidcIssuer = $"https://oidc.eks.{account.Region}.amazonaws.com/id/{account.Ids.Next("", 32).ToUpperInvariant()}",
            RoleArn = spec.RoleArn,
            IssuerIsTrusted = spec.OidcProvider,
            CreatedAt = account.Clock.GetUtcNow(),
            Token = "k8s-aws-v1." + account.Ids.Next("", 40),
        };
    }
}
