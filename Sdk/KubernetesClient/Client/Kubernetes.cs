using System.Net;
using System.Net.Http.Headers;
using System.Text;
using k8s.Autorest;
using k8s.Exceptions;
using k8s.Models;

namespace k8s;

public partial class Kubernetes : AbstractKubernetes, IKubernetes
{
    private readonly KubernetesClientConfiguration configuration;

    public Kubernetes(KubernetesClientConfiguration config, params DelegatingHandler[] handlers)
    {
        configuration = config ?? throw new KubeConfigException("A client needs a configuration.");
        BaseUri = Uri.TryCreate(config.Host, UriKind.Absolute, out var host) ? host
            : throw new KubeConfigException($"The API server's address `{config.Host}` is no URL");
        HttpClientTimeout = config.HttpClientTimeout;

        HttpMessageHandler first = Transport(config);
        foreach (var handler in handlers.Reverse())
        {
            handler.InnerHandler = first;
            first = handler;
        }

        HttpClient = new HttpClient(first) { Timeout = Timeout.InfiniteTimeSpan };
        if (config.UserAgent is { } agent)
        {
            HttpClient.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", agent);
        }
    }

    public Uri BaseUri { get; set; }
    public HttpClient HttpClient { get; protected set; }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            HttpClient.Dispose();
        }
    }

    internal async Task<T> SendAsync<T>(
        HttpMethod method, string relative, object body, Func<Stream, CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bounded.CancelAfter(HttpClientTimeout);
        using var request = Request(method, relative, body, out var content);
        request.Headers.Authorization = await AuthorizationAsync(bounded.Token);
        using var response = await HttpClient.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, bounded.Token);
        if (!response.IsSuccessStatusCode)
        {
            throw await FailureAsync(request, content, response, bounded.Token);
        }

        await using var stream = await response.Content.ReadAsStreamAsync(bounded.Token);
        return await read(stream, bounded.Token);
    }

    private static async Task<HttpOperationException> FailureAsync(
        HttpRequestMessage request, string content, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var answer = await response.Content.ReadAsStringAsync(cancellationToken);
        return new HttpOperationException($"The API server answered {(int)response.StatusCode} ({response.StatusCode}): {answer}")
        {
            Request = new HttpRequestMessageWrapper(request, content),
            Response = new HttpResponseMessageWrapper(response, answer),
        };
    }

    private HttpRequestMessage Request(HttpMethod method, string relative, object body, out string content)
    {
        var request = new HttpRequestMessage(method, new Uri(BaseUri, relative));
        if (!configuration.DisableHttp2)
        {
            request.Version = HttpVersion.Version20;
        }

        if (!string.IsNullOrWhiteSpace(configuration.TlsServerName))
        {
            request.Headers.Host = configuration.TlsServerName;
        }

        content = body is null ? "" : KubernetesJson.Serialize(body);
        if (body is not null)
        {
            var mediaType = body is V1Patch patch ? patch.MediaType : "application/json";
            request.Content = new StringContent(content, Encoding.UTF8, new MediaTypeHeaderValue(mediaType, "utf-8"));
        }

        return request;
    }

    private async Task<AuthenticationHeaderValue> AuthorizationAsync(CancellationToken cancellationToken) => configuration switch
    {
        { TokenProvider: { } tokens } => await tokens.GetAuthenticationHeaderAsync(cancellationToken),
        { AccessToken: { Length: > 0 } token } => new("Bearer", token),
        { Username: { Length: > 0 } user, Password: var password } =>
            new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))),
        _ => null,
    };
}
