using System.Collections.Concurrent;
using CniMigration.Kubernetes.Api.Http;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Clients;
using CniMigration.Kubernetes.Controllers;
using CniMigration.Kubernetes.Controllers.Runtime;

namespace CniMigration.Tests.Conformance.Servers;

/// <summary>The simulator's API server and controllers, at the wall clock's speed.</summary>
internal sealed class EmbeddedServer : IConformanceServer
{
    private readonly ApiServer server;
    private readonly ControllerManager controllers;
    private readonly ConcurrentQueue<ControllerFailure> failures;

    private EmbeddedServer(ApiServer server, ControllerManager controllers, ConcurrentQueue<ControllerFailure> failures) =>
        (this.server, this.controllers, this.failures) = (server, controllers, failures);

    public Uri Endpoint => server.Endpoint;

    public string AuthorityPem => server.AuthorityPem;

    public string Token => "a-token";

    public IReadOnlyCollection<string> Failures => [.. failures.Select(failure => failure.ToString())];

    public static async Task<EmbeddedServer> StartAsync()
    {
        ConcurrentQueue<ControllerFailure> failures = new();
        var server = await ApiServer.StartAsync(new ApiServerOptions(), CancellationToken.None);
        var controllers = await ControllerManager.StartAsync(
            new InProcessClient(server.Core, "kube-controller-manager"), TimeProvider.System, new ControllerManagerOptions
            {
                OnFailure = failures.Enqueue,
                Types = () => server.Core.Types.All.Select(served => served.Type).Distinct(),
                RootCertificate = server.AuthorityPem,
            }, CancellationToken.None);
        var embedded = new EmbeddedServer(server, controllers, failures);
        server.Tokens.Add(embedded.Token, new UserInfo("admin", ["system:masters", "system:authenticated"]));
        return embedded;
    }

    public async ValueTask DisposeAsync()
    {
        await controllers.DisposeAsync();
        await server.DisposeAsync();
    }
}
