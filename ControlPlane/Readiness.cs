using CniMigration.Kubernetes.Clients;

namespace CniMigration.ControlPlane;

/// <summary>Asks the API server whether it, and the controllers behind it, are at work.</summary>
internal sealed class Readiness(Uri endpoint, string authorityPem, string token, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);

    private readonly HttpClient http = ApiConnection.Open(endpoint, authorityPem, token);

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

    public void Dispose() => http.Dispose();

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
