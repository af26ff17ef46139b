using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using CniMigration.Rehearsal.Configuration;
using CniMigration.Rehearsal.Engine;
using CniMigration.Kubernetes.Api.Client;

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
        var config = YamlJson.Parse(kubeconfig) as JsonObject ?? throw new EngineException("The kubeconfig is empty.");
        var context = Named(config, "contexts", config["current-context"]?.ToString(), "context");
        var cluster = Named(config, "clusters", context["cluster"]?.ToString(), "cluster");
        var user = Named(config, "users", context["user"]?.ToString(), "user");
        var authority = X509CertificateLoader.LoadCertificate(Der(cluster["certificate-authority-data"]?.ToString() ?? ""));
        var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            CustomTrustStore = { authority },
        };
        var client = new HttpClient(new ClientRetries(clock ?? TimeProvider.System) { InnerHandler = handler })
        {
            BaseAddress = new Uri($"{cluster["server"]}".TrimEnd('/') + "/"),
            Timeout = RequestTimeout,
        };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", user["token"]?.ToString());
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
        var found = resources.OfType<JsonObject>().FirstOrDefault(resource => resource["kind"]?.ToString() == kind && !resource["name"]!.ToString().Contains('/', StringComparison.Ordinal))
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

    private static byte[] Der(string base64)
    {
        var bytes = Convert.FromBase64String(base64);
        return bytes.AsSpan().StartsWith("-----BEGIN"u8) ? X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(bytes)).RawData : bytes;
    }

    private static JsonObject Named(JsonObject config, string list, string? name, string part) =>
        (config[list] as JsonArray)?.OfType<JsonObject>().FirstOrDefault(item => item["name"]?.ToString() == name)?[part] as JsonObject
        ?? throw new EngineException($"The kubeconfig has no '{name}' among its {list}.");
}
