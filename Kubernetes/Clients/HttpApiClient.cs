using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using CniMigration.Kubernetes.Api.Requests;

namespace CniMigration.Kubernetes.Clients;

/// <summary>A client of an API server that runs elsewhere, over HTTPS and with a bearer token.</summary>
/// <param name="http">A connection with the server's address as its base and the token in its headers; not disposed here.</param>
/// <param name="served">Which versions that server serves.</param>
/// <param name="name">Who it is: the manager of the fields that it sets.</param>
internal sealed class HttpApiClient(HttpClient http, ServedVersions served, string name) : IApiClient
{
    private const string Json = "application/json";

    public async Task<ApiObject?> GetAsync(ResourceType type, string? @namespace, string name, CancellationToken cancellationToken)
    {
        var location = await LocateAsync(type, cancellationToken);
        using var response = await SendAsync(HttpMethod.Get, location.Path(@namespace, name), null, Json, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        return await ReadAsync(type, response, cancellationToken);
    }

    public async Task<ApiList> ListAsync(ResourceType type, string? @namespace, CancellationToken cancellationToken)
    {
        var location = await LocateAsync(type, cancellationToken);
        using var response = await SendAsync(HttpMethod.Get, location.Path(@namespace), null, Json, cancellationToken);
        await RefuseFailureAsync(response, cancellationToken);
        return WireObjects.List(type, await response.Content.ReadAsByteArrayAsync(cancellationToken));
    }

    public async IAsyncEnumerable<ApiEvent> WatchAsync(ResourceType type, long resourceVersion, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var location = await LocateAsync(type, cancellationToken);
        using var response = await SendAsync(HttpMethod.Get, $"{location.Path(null)}?watch=1&resourceVersion={resourceVersion}", null, Json, cancellationToken);
        await RefuseFailureAsync(response, cancellationToken);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken), Encoding.UTF8);
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Length > 0 && WireObjects.Event(type, line) is { } change)
            {
                yield return change;
            }
        }
    }

    public async Task<ApiObject> CreateAsync(ResourceType type, string? @namespace, JsonObject body, CancellationToken cancellationToken,
        string? subresource = null, string? name = null)
    {
        var location = await LocateAsync(type, cancellationToken);
        body = (JsonObject)body.DeepClone();
        if (subresource is null)
        {
            Address(body, location, type);
        }
        else if (subresource == "eviction")
        {
            body["apiVersion"] = await served.EvictionVersionAsync(http, cancellationToken);
        }

        var path = subresource is null ? location.Path(@namespace) : $"{location.Path(@namespace, name)}/{subresource}";
        return await WriteAsync(type, HttpMethod.Post, $"{path}?{Manager}", body, Json, cancellationToken);
    }

    public async Task<ApiObject> UpdateAsync(ResourceType type, string? @namespace, string name, JsonObject body, CancellationToken cancellationToken,
        string? subresource = null)
    {
        var location = await LocateAsync(type, cancellationToken);
        body = (JsonObject)body.DeepClone();
        Address(body, location, type);
        return await WriteAsync(type, HttpMethod.Put, $"{location.Path(@namespace, name, subresource)}?{Manager}", body, Json, cancellationToken);
    }

    public async Task<ApiObject> PatchAsync(ResourceType type, string? @namespace, string name, JsonNode patch, CancellationToken cancellationToken,
        string? subresource = null, PatchKind kind = PatchKind.Merge)
    {
        var location = await LocateAsync(type, cancellationToken);
        return await WriteAsync(
            type, HttpMethod.Patch, $"{location.Path(@namespace, name, subresource)}?{Manager}", patch, ContentType(kind), cancellationToken);
    }

    public async Task DeleteAsync(ResourceType type, string? @namespace, string name, DeleteOptions? options, CancellationToken cancellationToken)
    {
        var location = await LocateAsync(type, cancellationToken);
        using var response = await SendAsync(HttpMethod.Delete, location.Path(@namespace, name), WireObjects.Options(options), Json, cancellationToken);
        await RefuseFailureAsync(response, cancellationToken);
    }

    private string Manager => $"fieldManager={Uri.EscapeDataString(name)}";

    private Task<ServedType> LocateAsync(ResourceType type, CancellationToken cancellationToken) => served.FindAsync(http, type, cancellationToken);

    private static void Address(JsonObject body, ServedType location, ResourceType type)
    {
        body["apiVersion"] = location.ApiVersion;
        body["kind"] = type.Kind;
    }

    private async Task<ApiObject> WriteAsync(
        ResourceType type, HttpMethod method, string path, JsonNode body, string contentType, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(method, path, body, contentType, cancellationToken);
        return await ReadAsync(type, response, cancellationToken);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, JsonNode? body, string contentType, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue(name, "1"));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(Json));
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        }

        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    private static async Task<ApiObject> ReadAsync(ResourceType type, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await RefuseFailureAsync(response, cancellationToken);
        return WireObjects.Object(type, await response.Content.ReadAsByteArrayAsync(cancellationToken));
    }

    private static async Task RefuseFailureAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
        {
            throw WireObjects.Refusal((int)response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken),
                response.Headers.RetryAfter?.Delta is { } delta ? (int)delta.TotalSeconds : null);
        }
    }

    private static string ContentType(PatchKind kind) => kind switch
    {
        PatchKind.Merge => "application/merge-patch+json",
        PatchKind.StrategicMerge => "application/strategic-merge-patch+json",
        PatchKind.Json => "application/json-patch+json",
        _ => "application/apply-patch+yaml",
    };
}
