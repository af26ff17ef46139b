using System.Net;
using Polly;
using Polly.Retry;

namespace CniMigration.Migration.Errors;

internal static class RetryPipeline
{
    internal static ResiliencePipeline<HttpResponseMessage> Build(TimeProvider time, int attempts, ClusterResilienceOptions options) =>
        new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = attempts,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = options.Delay,
                MaxDelay = options.MaxDelay,
                ShouldHandle = arguments => ValueTask.FromResult(ShouldRepeat(arguments.Outcome)),
                DelayGenerator = arguments => ValueTask.FromResult(Asked(arguments.Outcome.Result, arguments.AttemptNumber, time, options)),
            })
            .Build();

    internal static bool ShouldRepeat(Exception lost) => lost switch
    {
        // A certificate that is wrong stays so; a connection that breaks off while TLS is agreed upon is like any other that does.
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError, InnerException: not IOException } => false,
        _ => lost is HttpRequestException or TimeoutException,
    };

    internal static bool ShouldRepeat(HttpResponseMessage response) => Passing(response) && response.RequestMessage!.Kind() is RequestKind.Plain;

    private static bool ShouldRepeat(Outcome<HttpResponseMessage> outcome) =>
        outcome.Exception is { } lost ? ShouldRepeat(lost) : outcome.Result is { } response && ShouldRepeat(response);

    /// <summary>
    /// The pause that the server asks for, in seconds or until a date, but never longer than the longest, nor shorter than the one that would be made without:
    /// one that asks for a second each time would use up all attempts within seconds. None where it does not ask.
    /// </summary>
    private static TimeSpan? Asked(HttpResponseMessage? response, int attempt, TimeProvider time, ClusterResilienceOptions options)
    {
        if (response?.Headers.RetryAfter is not { } header)
        {
            return null;
        }

        var asked = header.Delta ?? header.Date - time.GetUtcNow();
        var own = options.Delay * Math.Pow(2, attempt);
        var pause = asked > own ? asked.Value : own;
        return pause > options.MaxDelay ? options.MaxDelay : pause;
    }

    private static bool Passing(HttpResponseMessage response) => response.StatusCode is
        HttpStatusCode.TooManyRequests or
        HttpStatusCode.InternalServerError or
        HttpStatusCode.BadGateway or
        HttpStatusCode.ServiceUnavailable or
        HttpStatusCode.GatewayTimeout;
}
