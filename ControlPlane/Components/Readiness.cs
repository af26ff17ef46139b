using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;

namespace CniMigration.ControlPlane.Components;

/// <summary>Asks the API server whether it, and the controllers behind it, are at work.</summary>
internal sealed class Readiness : IDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);

    private readonly HttpClient http;
    private readonly X509Certificate2 authority;
    private readonly TimeProvider clock;

    public Readiness(Uri endpoint, string authorityPem, string token, TimeProvider clock)
    {
        this.clock = clock;
        authority = X509Certificate2.CreateFromPem(authorityPem);
        var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = (_, certificate, chain, _) =>
            {
                chain!.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
                chain.ChainPolicy.CustomTrustStore.Add(authority);
                return chain.Build(certificate!);
            },
        };
        http = new HttpClient(handler) { BaseAddress = endpoint };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Waits until a path answers 200.</summary>
    /// <param name="path">The path.</param>
    /// <param name="alive">Throws when waiting has become pointless.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task UntilAsync(string path, Action alive, CancellationToken cancellationToken)
    {
        while (!await AnswersAsync(path, cancellationToken))
        {
            alive();
            await Task.Delay(Between, clock, cancellationToken);
        }
    }

    public void Dispose()
    {
        http.Dispose();
        authority.Dispose();
    }

    private async Task<bool> AnswersAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            // Nobody listens yet.
            return false;
        }
    }
}
