using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;

namespace CniMigration.Kubernetes.Clients;

/// <summary>A connection to an API server over HTTPS, for one user.</summary>
public static class ApiConnection
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(1);

    /// <summary>Opens it; requests have no timeout, since watches last.</summary>
    /// <param name="endpoint">The address of the API server; its path is left out.</param>
    /// <param name="authorityPem">The certificate authority of the API server, in PEM.</param>
    /// <param name="token">The user's bearer token.</param>
    /// <param name="clock">The clock to wait on; with it, what such clients repeat is repeated.</param>
    public static HttpClient Open(Uri endpoint, string authorityPem, string token, TimeProvider? clock = null)
    {
        var handler = new SocketsHttpHandler { PooledConnectionIdleTimeout = Idle };
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            CustomTrustStore = { X509Certificate2.CreateFromPem(authorityPem) },
        };
        return new HttpClient(clock is null ? handler : new ClientRetries(clock) { InnerHandler = handler })
        {
            BaseAddress = new Uri(endpoint.GetLeftPart(UriPartial.Authority) + "/"),
            DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) },

            // Watches last.
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }
}
