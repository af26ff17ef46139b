using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using CniMigration.Kubernetes.Clients;
using CniMigration.Rehearsal.Engine;
using k8s;

namespace CniMigration.Rehearsal.Providers.Kubernetes;

/// <summary>A cluster's API over plain HTTP, as a kubeconfig describes it: its certificate authority and a bearer token.</summary>
internal sealed class ClusterApi : IDisposable
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(30);

    private readonly HttpClient client;
    private readonly ConcurrentDictionary<string, Lazy<Task<JsonArray>>> discovered = [];

    private ClusterApi(HttpClient client) => this.client = client;

    /// <summary>Opens a cluster; between repeated requests it waits on this clock, or on the wall's.</summary>
    public static ClusterApi Connect(string kubeconfig, TimeProvider? clock = null)
    {
        using var text = new MemoryStream(Encoding.UTF8.GetBytes(kubeconfig));
        var config = KubernetesClientConfiguration.BuildConfigFromConfigFile(text);
        var client = ApiConnection.Open(new Uri(config.Host), config.SslCaCerts[0].ExportCertificatePem(), config.AccessToken, clock ?? TimeProvider.System);
        client.Timeout = RequestTimeout;
        return new ClusterApi(client);
    }

    /// <summary>Sends a request; null where what it is about is not there.</summary>
    public async Task<JsonObject?> SendAsync(HttpMethod method, string path, JsonNode? body, string contentType, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        }

        using var response = await client.SendAsync(request, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        return response.IsSuccessStatusCode
            ? JsonNode.Parse(text)!.AsObject()
            : throw new EngineException($"The API server answered {(int)response.StatusCode} to {method} /{path}: {MessageOf(text)}");
    }

    /// <summary>The path of an object's collection, by discovery.</summary>
    public async Task<string> CollectionAsync(string apiVersion, string kind, string? space, CancellationToken cancellationToken)
    {
        var root = apiVersion.Contains('/', StringComparison.Ordinal) ? $"apis/{apiVersion}" : $"api/{apiVersion}";
        var resources = await discovered.GetOrAdd(root, path => new(() => DiscoverAsync(path, cancellationToken))).Value;
        var found = resources.OfType<JsonObject>().FirstOrDefault(resource =>
                resource["kind"]?.ToString() == kind && !resource["name"]!.ToString().Contains('/', StringComparison.Ordinal))
            ?? throw new EngineException($"The API server does not know {apiVersion} {kind}.");
        var plural = found["name"]!.ToString();
        return found["namespaced"]?.GetValue<bool>() == true ? $"{root}/namespaces/{space ?? "default"}/{plural}" : $"{root}/{plural}";
    }

    public void Dispose() => client.Dispose();

    private async Task<JsonArray> DiscoverAsync(string path, CancellationToken cancellationToken) =>
        (await SendAsync(HttpMethod.Get, path, null, "application/json", cancellationToken))?["resources"] as JsonArray
        ?? throw new EngineException($"The API server does not serve /{path}.");

    private static string MessageOf(string text)
    {
        try
        {
            return JsonNode.Parse(text)?["message"]?.ToString() ?? text;
        }
        catch (System.Text.Json.JsonException)
        {
            return text;
        }
    }
}
