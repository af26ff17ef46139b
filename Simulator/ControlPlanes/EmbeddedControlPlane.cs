using CniMigration.Kubernetes.Api;
using CniMigration.Kubernetes.Api.Access;
using CniMigration.Kubernetes.Api.Client;
using CniMigration.Kubernetes.Api.Http;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Api.Subresources;
using CniMigration.Simulator.Cloud;
using CniMigration.Kubernetes.Controllers;
using CniMigration.Simulator.Nodes;

namespace CniMigration.Simulator.ControlPlanes;

/// <summary>This project's own API server and controllers, in this process.</summary>
internal sealed class EmbeddedControlPlane : IControlPlane
{
    private readonly Account account;
    private readonly ApiServer server;
    private readonly HttpClient migration;
    private readonly ServedVersions served = new();
    private ControllerManager? controllers;

    private EmbeddedControlPlane(Account account, ApiServer server)
    {
        (this.account, this.server) = (account, server);
        AdministratorToken = "k8s-aws-v1." + account.Ids.Next("", 40);
        server.Tokens.Add(AdministratorToken, new UserInfo($"arn:aws:sts::{account.Number}:assumed-role/admin", ["system:masters", UserInfo.Authenticated]));
        Token = account.Options.Rights is null ? AdministratorToken : IssueToken($"arn:aws:sts::{account.Number}:assumed-role/migration", [EmbeddedEksOptions.MigrationGroup]);
        migration = ApiConnection.Open(server.Endpoint, server.AuthorityPem, Token, account.Clock);
    }

    public string Endpoint => server.Endpoint.GetLeftPart(UriPartial.Authority);

    public string AuthorityPem => server.AuthorityPem;

    public string Token { get; }

    public string AdministratorToken { get; }

    // Its node controller goes by what nodes say.
    public bool NoticesSilence => false;

    public RequestGate? Requests => server.Core.Gate;

    public static async Task<EmbeddedControlPlane> StartAsync(Account account, string version, IPodNetwork podNetwork, CancellationToken cancellationToken)
    {
        var controlPlane = new EmbeddedControlPlane(account, await ApiServer.StartAsync(new ApiServerOptions
        {
            Clock = account.Clock,
            Port = account.Options.Port,
            Seed = account.Options.Seed,
            PodNetwork = podNetwork,
            KubernetesVersion = version,
        }, cancellationToken));
        await MigrationRights.GiveAsync(account, controlPlane, cancellationToken);
        return controlPlane;
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
        controllers = await ControllerManager.StartAsync(Client("kube-controller-manager"), account.Clock, new ControllerManagerOptions
        {
            OnFailure = account.OnFailure,
            Types = () => server.Core.Types.All.Select(served => served.Type).Distinct(),
            Seed = account.Options.Seed,
            RootCertificate = server.AuthorityPem,
        }, cancellationToken);

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
