using System.Collections.Concurrent;
using CniMigration.Kubernetes.Clients;
using CniMigration.Kubernetes.Model;
using CniMigration.Tests.Conformance.Clients;
using CniMigration.Tests.Kubernetes;

namespace CniMigration.Tests.Conformance.Servers;

/// <summary>A server, a client of it, and the kubelet of all its nodes.</summary>
internal sealed class ConformanceCluster : IAsyncDisposable
{
    private const string Rules = "kubelet/";

    private readonly ConcurrentQueue<string> failures = new();
    private readonly IConformanceServer server;
    private readonly HttpClient nodes;
    private int namespaces;

    public ConformanceCluster(ServerKind kind, IConformanceServer server)
    {
        this.server = server;
        Kind = kind;
        Api = new ApiClient(server.Endpoint, server.AuthorityPem, server.Token);
        nodes = ApiConnection.Open(server.Endpoint, server.AuthorityPem, server.Token);
        Kubelet = new HollowKubelet(
            new HttpApiClient(nodes, new ServedVersions(), "kubelet"), TimeProvider.System, refusal => failures.Enqueue($"The kubelet was refused: {refusal}"))
        {
            Holds = pod => Rule(pod, "ready") == "never",
            Keeps = pod => Rule(pod, "stays") is not null,
            Ends = pod => Rule(pod, "ends"),
        };
        Kubeconfig = new Kubeconfig(server);
    }

    public ServerKind Kind { get; }

    public Kubeconfig Kubeconfig { get; }

    public ApiClient Api { get; }

    /// <summary>
    /// Annotations of a pod tell it what to do: `kubelet/ready: never`, `kubelet/ends: Succeeded` (or Failed), `kubelet/stays: true` for one that does not end
    /// when it is deleted.
    /// </summary>
    public HollowKubelet Kubelet { get; }

    public IReadOnlyCollection<string> Failures => [.. server.Failures, .. failures];

    public string NextNamespace() => $"case-{++namespaces}";

    public async ValueTask DisposeAsync()
    {
        await Kubelet.DisposeAsync();
        nodes.Dispose();
        Api.Dispose();
        Kubeconfig.Dispose();
        await server.DisposeAsync();
    }

    private static string? Rule(Pod pod, string rule) => pod.Metadata.Annotations.GetValueOrDefault(Rules + rule);
}
