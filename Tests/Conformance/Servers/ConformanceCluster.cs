using CniMigration.Tests.Conformance.Clients;

namespace CniMigration.Tests.Conformance.Servers;

/// <summary>A server, a client of it, and the kubelet of all its nodes.</summary>
internal sealed class ConformanceCluster : IAsyncDisposable
{
    private readonly IConformanceServer server;
    private int namespaces;

    public ConformanceCluster(ServerKind kind, IConformanceServer server)
    {
        this.server = server;
        Kind = kind;
        Api = new ApiClient(server.Endpoint, server.AuthorityPem, server.Token);
        Kubelet = new HollowKubelet(Api);
        Kubeconfig = new Kubeconfig(server);
    }

    public ServerKind Kind { get; }

    public Kubeconfig Kubeconfig { get; }

    public ApiClient Api { get; }

    public HollowKubelet Kubelet { get; }

    public IReadOnlyCollection<string> Failures => [.. server.Failures, .. Kubelet.Failures];

    public string NextNamespace() => $"case-{++namespaces}";

    public async ValueTask DisposeAsync()
    {
        await Kubelet.DisposeAsync();
        Api.Dispose();
        Kubeconfig.Dispose();
        await server.DisposeAsync();
    }
}
