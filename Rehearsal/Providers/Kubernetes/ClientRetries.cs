using System.Net;

namespace CniMigration.Rehearsal.Providers.Kubernetes;

/// <summary>
/// What the client of the real provider repeats, and no more: whatever the server asks to repeat by Retry-After, and reads whose connection was lost. A
/// write whose connection was lost may have arrived.
/// </summary>
internal sealed class ClientRetries(TimeProvider clock) : DelegatingHandler
{
    private const int MostRetries = 10;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

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
