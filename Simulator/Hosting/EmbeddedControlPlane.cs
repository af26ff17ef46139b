using CniMigration.Kubernetes.Api.Http;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Api.Subresources;
using CniMigration.Kubernetes.Clients;
using CniMigration.Kubernetes.Controllers;
using CniMigration.Simulator.Nodes;
using CniMigration.Simulator.Nodes.Cilium;

namespace CniMigration.Simulator.Hosting;

/// <summary>This project's own API server and controllers, in this process.</summary>
internal sealed class EmbeddedControlPlane : IControlPlane
{
    private readonly HostingOptions options;
    private readonly ApiServer server;
    private readonly HttpClient migration;
    private readonly ServedVersions served = new();
    private ControllerManager? controllers;

    private EmbeddedControlPlane(HostingOptions options, ApiServer server)
    {
        (this.options, this.server) = (options, server);
        AdministratorToken = "k8s-aws-v1." + options.Ids.Next("", 40);
        server.Tokens.Add(AdministratorToken, new UserInfo(Role("admin"), ["system:masters", UserInfo.Authenticated]));
        Token = options.LimitsMigration ? IssueToken(Role("migration"), [MigrationUser.Group]) : AdministratorToken;
        migration = ApiConnection.Open(server.Endpoint, server.AuthorityPem, Token, options.Clock);
    }

    public string Endpoint => server.Endpoint.GetLeftPart(UriPartial.Authority);

    public string AuthorityPem => server.AuthorityPem;

    public string Token { get; }

    public string AdministratorToken { get; }

    // Its node controller goes by what nodes say.
    public bool NoticesSilence => false;

    public RequestGate? Requests => server.Core.Gate;

    public static async Task<EmbeddedControlPlane> StartAsync(
        HostingOptions options, string version, IPodNetwork podNetwork, CancellationToken cancellationToken)
    {
        var server = await ApiServer.StartAsync(new ApiServerOptions
        {
            Clock = options.Clock,
            Port = options.Port,
            Seed = options.Seed,
            PodNetwork = podNetwork,
            KubernetesVersion = version,
        }, cancellationToken);
        return new EmbeddedControlPlane(options, server);
    }

    public string IssueToken(string user, IReadOnlyList<string> groups)
    {
        var token = "k8s-aws-v1." + Guid.NewGuid().ToString("N");
        server.Tokens.Add(token, new UserInfo(user, groups).AsAuthenticated());
        return token;
    }

    public IApiClient Client(string name) => new InProcessClient(server.Core, name);

    public IApiClient MigrationClient(string name) => new HttpApiClient(migration, served, name);

    public ResourceType? FindType(string group, string plural) => server.Core.Types.FindPlural(group, plural);

    // Its controllers have informers of their own, as the real controller manager has.
    public void Attach(ClusterContext cluster)
    {
    }

    public async Task StartControllersAsync(CancellationToken cancellationToken) =>
        controllers = await ControllerManager.StartAsync(Client("kube-controller-manager"), options.Clock, new ControllerManagerOptions
        {
            OnFailure = options.OnFailure,
            Types = () => server.Core.Types.All.Select(served => served.Type).Distinct(),
            Seed = options.Seed,
            RootCertificate = server.AuthorityPem,

            // Written and read by the agents and the operator.
            GroupsActedOn = new HashSet<string> { CiliumResources.Group },
        }, cancellationToken);

    private string Role(string name) => $"arn:aws:sts::{options.AccountNumber}:assumed-role/{name}";

    public async ValueTask DisposeAsync()
    {
        if (controllers is not null)
        {
            await controllers.DisposeAsync();
        }

        migration.Dispose();
        await server.DisposeAsync();
    }
}
