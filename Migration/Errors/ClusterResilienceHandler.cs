using System.Net;
using System.Net.Http.Headers;
using Polly;

namespace CniMigration.Migration.Errors;

/// <summary>
/// Stands in front of every request to a cluster: repeats what a moment later may succeed (429, 5xx, lost connections), and turns what will not into
/// the exceptions of this folder, so that callers are left with the answers that mean something to them (404, 409, 422, refused evictions).
/// An answer is here when its last byte is: one that breaks off or stops in its middle is asked for again. A watch alone is handed on as it begins.
/// </summary>
/// <remarks>Give the client a timeout above <see cref="ClusterResilienceOptions.Patience"/>, or the client gives up first.</remarks>
public sealed class ClusterResilienceHandler : DelegatingHandler
{
    private readonly ClusterResilienceOptions options;
    private readonly ResiliencePipeline<HttpResponseMessage> patient;
    private readonly ResiliencePipeline<HttpResponseMessage> brief;
    private readonly Func<CancellationToken, Task<AuthenticationHeaderValue>>? credentials;
    private volatile bool answered;

    /// <summary>A handler whose waits run on <paramref name="time"/>.</summary>
    /// <param name="time">The clock of the pauses.</param>
    /// <param name="options">How patient it is; the defaults where none are given.</param>
    /// <param name="credentials">The credentials of the moment, where they run out and are renewed; null where they do not.</param>
    public ClusterResilienceHandler(
        TimeProvider time, ClusterResilienceOptions? options = null, Func<CancellationToken, Task<AuthenticationHeaderValue>>? credentials = null)
    {
        this.options = options ?? new ClusterResilienceOptions();
        this.credentials = credentials;
        patient = RetryPipeline.Build(time, this.options.Attempts, this.options);
        brief = RetryPipeline.Build(time, this.options.FirstContactAttempts, this.options);
    }

    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            var response = await AskAsync(request, cancellationToken);
            if (response.StatusCode is HttpStatusCode.Unauthorized && await IsRenewedAsync(request, cancellationToken))
            {
                response.Dispose();
                response = await AskAsync(request, cancellationToken);
            }

            await ThrowWhenRefusedAsync(request, response, cancellationToken);
            return response;
        }
        catch (HttpRequestException lost)
        {
            throw Unreachable(request, lost.InnerException?.Message ?? lost.Message, lost);
        }
        catch (TimeoutException silent)
        {
            throw Unreachable(request, silent.Message, silent);
        }
    }

    /// <summary>A request that waits for a server that is away may outlive the token that it set out with.</summary>
    private async Task<bool> IsRenewedAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (credentials is null)
        {
            return false;
        }

        var now = await credentials(cancellationToken);
        if (now.Equals(request.Headers.Authorization))
        {
            return false;
        }

        request.Headers.Authorization = now;
        return true;
    }

    private Task<HttpResponseMessage> AskAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        answered ? PatientlyAsync(request, cancellationToken) : FirstContactAsync(request, cancellationToken);

    private Task<HttpResponseMessage> PatientlyAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        patient.ExecuteAsync(cancellationToken => AttemptAsync(request, cancellationToken), cancellationToken).AsTask();

    /// <summary>A server that never answered is more likely a wrong address than a hiccup: say so soon. One that answers badly is a hiccup.</summary>
    private async Task<HttpResponseMessage> FirstContactAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            var response = await brief.ExecuteAsync(cancellationToken => AttemptAsync(request, cancellationToken), cancellationToken);
            if (!RetryPipeline.ShouldRepeat(response))
            {
                return response;
            }

            response.Dispose();
        }
        catch (Exception lost) when (answered && RetryPipeline.ShouldRepeat(lost))
        {
            // It had answered before that, so it is there.
        }

        return await PatientlyAsync(request, cancellationToken);
    }

    private static async Task ThrowWhenRefusedAsync(HttpRequestMessage request, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden))
        {
            return;
        }

        // Who asked for a pod may have got the pod's own answer, which is read again later; the API server's is a Status.
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        var said = HttpOperationExceptions.StatusMessage(await response.Content.ReadAsStringAsync(cancellationToken));
        if (request.Kind() is RequestKind.PodProxy && said is null)
        {
            return;
        }

        using (response)
        {
            throw response.StatusCode is HttpStatusCode.Unauthorized
                ? new ClusterUnauthorizedException(
                    $"{Server(request)} does not accept the kubeconfig's credentials ({said ?? "401 Unauthorized"}): the token may have expired. Get a new "
                        + "one and run again.")
                : new ClusterForbiddenException(
                    $"{Server(request)} refuses {request.Method} {request.RequestUri!.AbsolutePath}: {said ?? "403 Forbidden"}. Grant this right and run "
                        + "again.");
        }
    }

    private static ClusterUnreachableException Unreachable(HttpRequestMessage request, string why, Exception cause) =>
        new(
            $"{Server(request)} does not answer: {why.TrimEnd('.')}. Check that the kubeconfig names the right server and that this machine can reach it.",
            cause);

    private static string Server(HttpRequestMessage request) => $"The API server at {request.RequestUri!.GetLeftPart(UriPartial.Authority)}";

    private async ValueTask<HttpResponseMessage> AttemptAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // The wire runs on the wall clock, also where the cluster's time does not.
        using var silence = new CancellationTokenSource(options.AttemptTimeout, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, silence.Token);
        try
        {
            var response = await base.SendAsync(request, either.Token);
            answered = true;
            if (!request.IsWatch() || !response.IsSuccessStatusCode)
            {
                silence.CancelAfter(options.AttemptTimeout);
                await ReadAsync(response, either.Token);
            }

            return response;
        }
        catch (OperationCanceledException) when (silence.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"no answer within {options.AttemptTimeout.TotalSeconds:0} s.");
        }
    }

    private static async Task ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await response.Content.LoadIntoBufferAsync(cancellationToken);
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
