using System.Net;
using Polly;

namespace CniMigration.Migration.Errors;

/// <summary>
/// Stands in front of every request to a cluster: repeats what a moment later may succeed (429, 5xx, lost connections), and turns what will not into
/// the exceptions of this folder, so that callers are left with the answers that mean something to them (404, 409, 422, refused evictions).
/// </summary>
/// <remarks>Give the client a timeout above <see cref="ClusterResilienceOptions.Patience"/>, or the client gives up first.</remarks>
public sealed class ClusterResilienceHandler : DelegatingHandler
{
    private readonly ClusterResilienceOptions options;
    private readonly ResiliencePipeline<HttpResponseMessage> patient;
    private readonly ResiliencePipeline<HttpResponseMessage> brief;
    private volatile bool answered;

    /// <summary>A handler whose waits run on <paramref name="time"/>.</summary>
    public ClusterResilienceHandler(TimeProvider time, ClusterResilienceOptions? options = null)
    {
        this.options = options ?? new ClusterResilienceOptions();
        patient = RetryPipeline.Build(time, this.options.Attempts, this.options);
        brief = RetryPipeline.Build(time, this.options.FirstContactAttempts, this.options);
    }

    /// <inheritdoc />
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            var response = await (answered ? PatientlyAsync(request, cancellationToken) : FirstContactAsync(request, cancellationToken));
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

    private Task<HttpResponseMessage> PatientlyAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        patient.ExecuteAsync(ct => AttemptAsync(request, ct), cancellationToken).AsTask();

    /// <summary>A server that never answered is more likely a wrong address than a hiccup: say so soon. One that answers badly is a hiccup.</summary>
    private async Task<HttpResponseMessage> FirstContactAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            var response = await brief.ExecuteAsync(ct => AttemptAsync(request, ct), cancellationToken);
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
                    $"{Server(request)} does not accept the kubeconfig's credentials ({said ?? "401 Unauthorized"}): the token may have expired. Get a new one and run again.")
                : new ClusterForbiddenException(
                    $"{Server(request)} refuses {request.Method} {request.RequestUri!.AbsolutePath}: {said ?? "403 Forbidden"}. Grant this right and run again.");
        }
    }

    private static ClusterUnreachableException Unreachable(HttpRequestMessage request, string why, Exception cause) =>
        new($"{Server(request)} does not answer: {why} Check that the kubeconfig names the right server and that this machine can reach it.", cause);

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
            return response;
        }
        catch (OperationCanceledException) when (silence.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"no answer within {options.AttemptTimeout.TotalSeconds:0} s.");
        }
    }
}
