using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Clients;
using CniMigration.Kubernetes.Controllers.Runtime;
using CniMigration.Kubernetes.Controllers.Volumes;
using CniMigration.Simulator.Cloud;
using CniMigration.Simulator.Nodes;
using CniMigration.Simulator.Nodes.Network;

namespace CniMigration.Simulator.Hosting;

/// <summary>
/// An API server and controllers that run outside of this process. Here run only the controllers that a cloud adds to them, which is to say its
/// storage driver's: they make volumes, and attach them.
/// </summary>
internal sealed class ExternalControlPlane : IControlPlane
{
    private const string ServiceCidr = "10.100.0.0/16";
    private static readonly TimeSpan VolumeTime = TimeSpan.FromSeconds(3);

    private readonly HostingOptions options;
    private readonly PodTunnel tunnel;
    private readonly ControlPlaneAccess access;
    private readonly ServedVersions served = new();
    private readonly HttpClient administrator;
    private readonly HttpClient migration;
    private readonly CustomTypes custom = new();
    private readonly BackgroundWork work;
    private List<Controller> controllers = [];

    private ExternalControlPlane(HostingOptions options, PodTunnel tunnel, ControlPlaneAccess access)
    {
        (this.options, this.tunnel, this.access) = (options, tunnel, access);
        administrator = ApiConnection.Open(access.Endpoint, access.AuthorityPem, access.AdministratorToken);
        migration = ApiConnection.Open(access.Endpoint, access.AuthorityPem, access.MigrationToken, options.Clock);
        work = new BackgroundWork(options.OnFailure);
    }

    public string Endpoint => access.Endpoint.GetLeftPart(UriPartial.Authority);

    public string AuthorityPem => access.AuthorityPem;

    public string Token => access.MigrationToken;

    public string AdministratorToken => access.AdministratorToken;

    public bool NoticesSilence => true;

    public RequestGate? Requests => null;

    public static async Task<ExternalControlPlane> StartAsync(
        HostingOptions options, Func<ControlPlaneNeeds, CancellationToken, Task<ControlPlaneAccess>> start, IPodDialer podNetwork,
        CancellationToken cancellationToken)
    {
        var tunnel = await PodTunnel.StartAsync(podNetwork, cancellationToken);
        try
        {
            return new ExternalControlPlane(options, tunnel, await start(new ControlPlaneNeeds(ServiceCidr, tunnel.Socket), cancellationToken));
        }
        catch
        {
            await tunnel.DisposeAsync();
            throw;
        }
    }

    public string IssueToken(string user, IReadOnlyList<string> groups) =>
        throw EksException.NotModelled("tokens of further users at a control plane from outside, which knows those that it was started with");

    public IApiClient Client(string name) => new HttpApiClient(administrator, served, name);

    public IApiClient MigrationClient(string name) => new HttpApiClient(migration, served, name);

    public ResourceType? FindType(string group, string plural) => custom.Find(group, plural);

    public void Attach(ClusterContext cluster) => controllers =
    [
        new ClaimBinder(cluster.Api, cluster.Paced(VolumeTime)),
        new AttachDetachController(cluster.Api, cluster.Paced(VolumeTime)),
    ];

    public async Task StartControllersAsync(CancellationToken cancellationToken)
    {
        _ = work.Start("informer of custom types", token => custom.Definitions.RunAsync(Client("discovery"), options.Clock, options.OnFailure, token));
        await custom.Definitions.WaitForSyncAsync(cancellationToken);
        foreach (var controller in controllers)
        {
            _ = work.Start(controller.Name, controller.RunAsync);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await work.DisposeAsync();
        foreach (var controller in controllers)
        {
            controller.Dispose();
        }

        administrator.Dispose();
        migration.Dispose();
        await access.Lifetime.DisposeAsync();
        await tunnel.DisposeAsync();
    }
}
