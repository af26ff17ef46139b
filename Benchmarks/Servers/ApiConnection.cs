using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace CniMigration.Benchmarks.Servers;

/// <summary>A plain HTTP client of an API server.</summary>
internal sealed class ApiConnection : IDisposable
{
    private readonly SocketsHttpHandler handler;
    private readonly X509Certificate2 authority;

    public ApiConnection(Uri endpoint, string token, string authorityPem)
    {
        authority = X509Certificate2.CreateFromPem(authorityPem);
        handler = new SocketsHttpHandler { MaxConnectionsPerServer = 64, AllowAutoRedirect = false, UseCookies = false, UseProxy = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, chain, _) =>
        {
            chain!.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.Add(authority);
            return chain.Build((X509Certificate2)certificate!);
        };
        Http = new HttpClient(handler) { BaseAddress = endpoint, Timeout = TimeSpan.FromMinutes(5) };
        Http.DefaultRequestHeaders.Authorization = Authorization = new AuthenticationHeaderValue("Bearer", token);
        (Endpoint, Wire) = (endpoint, new HttpMessageInvoker(handler, disposeHandler: false));
    }

    public Uri Endpoint { get; }

    public AuthenticationHeaderValue Authorization { get; }

    public HttpClient Http { get; }

    /// <summary>The connections alone: no bound of time, and no header that the request does not bring.</summary>
    public HttpMessageInvoker Wire { get; }

    public async Task SendAsync(HttpMethod method, string path, byte[] json, CancellationToken cancellationToken, string type = "application/json")
    {
        using var request = new HttpRequestMessage(method, path) { Content = new ByteArrayContent(json) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        using var response = await Http.SendAsync(request, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            var answer = await response.Content.ReadAsStringAsync(cancellationToken);
            throw new InvalidOperationException($"{method} {path} was answered {(int)response.StatusCode}: {answer}\nfor {Encoding.UTF8.GetString(json)}");
        }
    }

    public void Dispose()
    {
        Http.Dispose();
        Wire.Dispose();
        handler.Dispose();
        authority.Dispose();
    }
}
