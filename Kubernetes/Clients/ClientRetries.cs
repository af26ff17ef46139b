using System.Net;

namespace CniMigration.Kubernetes.Clients;

/// <summary>
/// What the clients of Helm and of Pulumi's Kubernetes provider repeat, and no more: whatever the server asks to repeat by Retry-After, and reads whose
/// connection was lost. A write whose connection was lost may have arrived.
/// </summary>
/// <param name="clock">The clock to wait on between two tries, of which there are eleven at most.</param>
public sealed class ClientRetries(TimeProvider clock) : DelegatingHandler
{
    private const int MostRetries = 10;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (var retry = 0; ; retry++)
        {
            var wait = Pause;
            try
            {
                var response = await base.SendAsync(request, cancellationToken);
                if (retry == MostRetries || RetryAfter(response) is not { } asked)
                {
                    return response;
                }

                wait = asked;
                response.Dispose();
            }
            catch (HttpRequestException) when (retry < MostRetries && request.Method == HttpMethod.Get)
            {
                // Tried again below.
            }

            await Task.Delay(wait, clock, cancellationToken);
        }
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError ? response.Headers.RetryAfter?.Delta : null;
}
