using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Api.Core;
using CniMigration.Kubernetes.Api.Http;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Clients;
using CniMigration.Kubernetes.Kinds;
using CniMigration.Kubernetes.Objects;
using CniMigration.Simulator.Time;

namespace CniMigration.Tests.Provider;

/// <summary>An API server on loopback without any controller: what is put into it stays as it is until the provider, or the test, changes it.</summary>
internal sealed class StillCluster : IAsyncDisposable
{
    public const string Token = "let-me-in";
    private readonly ApiServer server;

    private StillCluster(ApiServer server, ScaledTimeProvider time)
    {
        this.server = server;
        Time = time;
        Client = new InProcessClient(server.Core, "somebody-else");
    }

    /// <summary>A thousand seconds in one.</summary>
    public ScaledTimeProvider Time { get; }

    public IApiClient Client { get; }

    public ApiCore Core => server.Core;

    public Uri Endpoint => server.Endpoint;

    public string Kubeconfig => server.Kubeconfig(Token);

    public string KubeconfigOf(string token) => server.Kubeconfig(token);

    public static async Task<StillCluster> StartAsync()
    {
        var time = new ScaledTimeProvider(1000);
        var server = await ApiServer.StartAsync(new ApiServerOptions { Clock = time, Seed = 1 }, CancellationToken.None);
        server.Tokens.Add(Token, new UserInfo("admin", ["system:authenticated", "system:masters"]));
        return new StillCluster(server, time);
    }

    /// <summary>Creates what a YAML stream declares, status included.</summary>
    public async Task ApplyAsync(string yaml)
    {
        foreach (var document in YamlDocuments.ParseAll(yaml).Cast<JsonObject>())
        {
            var type = ResourceTypes.All.Single(candidate => candidate.Kind == (string?)document["kind"]);
            var ns = (string?)document["metadata"]!["namespace"];
            var status = document["status"]?.DeepClone();
            await Client.CreateAsync(type, ns, document, CancellationToken.None);
            if (status is not null)
            {
                await PatchAsync(type, ns, (string)document["metadata"]!["name"]!, new JsonObject { ["status"] = status }, "status");
            }
        }
    }

    public Task PatchAsync(ResourceType type, string? ns, string name, JsonObject patch, string? subresource = null) =>
        Client.PatchAsync(type, ns, name, patch, CancellationToken.None, subresource);

    public async Task<JsonObject?> FindAsync(ResourceType type, string? ns, string name) =>
        (await Client.GetAsync(type, ns, name, CancellationToken.None))?.ToJson();

    public async Task<JsonObject> GetAsync(ResourceType type, string? ns, string name) =>
        await FindAsync(type, ns, name) ?? throw new AssertionException($"There is no {type.Kind} {ns}/{name}.");

    public Task DeleteAsync(ResourceType type, string? ns, string name) =>
        Client.DeleteAsync(type, ns, name, new DeleteOptions { GracePeriodSeconds = 0 }, CancellationToken.None);

    /// <summary>Each object's resource version: equal before and after means that nothing was touched.</summary>
    public async Task<IReadOnlyDictionary<string, long>> VersionsAsync()
    {
        var versions = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var type in ResourceTypes.All)
        {
            foreach (var item in (await Client.ListAsync(type, null, CancellationToken.None)).Items)
            {
                versions[$"{type.Kind} {item.Namespace}/{item.Name}"] = item.ResourceVersion;
            }
        }
        return versions;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
