using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Clients;

namespace CniMigration.Tests.Conformance.Clients;

/// <summary>Requests as they go over the wire, with nothing between a case and the answer.</summary>
internal sealed class ApiClient : IDisposable
{
    public const string Merge = "application/merge-patch+json";
    public const string StrategicMerge = "application/strategic-merge-patch+json";
    public const string Json = "application/json-patch+json";
    public const string ServerSideApply = "application/apply-patch+yaml";

    private readonly string token;
    private readonly HttpClient http;

    public ApiClient(Uri endpoint, string authorityPem, string token)
    {
        this.token = token;
        http = ApiConnection.Open(endpoint, authorityPem, token);
        http.DefaultRequestHeaders.Authorization = null;
        http.DefaultRequestHeaders.UserAgent.ParseAdd("conformance/1.0");
    }

    private static CancellationToken Cancellation => TestContext.CurrentContext.CancellationToken;

    public Task<Answer> GetAsync(string path, string? accept = null) => SendAsync(HttpMethod.Get, path, accept: accept);

    public Task<Answer> PostAsync(string path, string json) => SendAsync(HttpMethod.Post, path, json);

    public Task<Answer> PutAsync(string path, string json) => SendAsync(HttpMethod.Put, path, json);

    public Task<Answer> PatchAsync(string path, string json, string type = Merge) => SendAsync(HttpMethod.Patch, path, json, type);

    public Task<Answer> DeleteAsync(string path, string? json = null) => SendAsync(HttpMethod.Delete, path, json);

    public Task<Answer> ApplyAsync(string path, string json, string manager, bool force = false) =>
        PatchAsync($"{path}?fieldManager={manager}{(force ? "&force=true" : "")}", json, ServerSideApply);

    /// <summary>Sends any request, as another one where a token is given; an empty one is nobody's.</summary>
    public async Task<Answer> SendAsync(
        HttpMethod method, string path, string? body = null, string type = "application/json", string? accept = null, string? token = null,
        CancellationToken? cancellationToken = null)
    {
        using var request = new HttpRequestMessage(method, path);
        Authorize(request, token ?? this.token);
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(type));
        }
        using var response = await http.SendAsync(request, cancellationToken ?? Cancellation);
        var text = await response.Content.ReadAsStringAsync(cancellationToken ?? Cancellation);
        var retryAfter = response.Headers.RetryAfter?.Delta;
        return new Answer($"{method} {path}", (int)response.StatusCode, text, retryAfter);
    }

    /// <summary>The events of a watch, as they come.</summary>
    public async IAsyncEnumerable<JsonNode> WatchAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        Authorize(request, token);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            yield return JsonNode.Parse(line)!;
        }
    }

    private static void Authorize(HttpRequestMessage request, string token)
    {
        if (token.Length > 0)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    public void Dispose() => http.Dispose();
}
