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
                DelayGenerator = arguments => ValueTask.FromResult(arguments.Outcome.Result?.Headers.RetryAfter?.Delta),
            })
            .Build();

    internal static bool ShouldRepeat(Exception lost) => lost switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => false,
        _ => lost is HttpRequestException or TimeoutException,
    };

    internal static bool ShouldRepeat(HttpResponseMessage response) => Passing(response) && response.RequestMessage!.Kind() is RequestKind.Plain;

    private static bool ShouldRepeat(Outcome<HttpResponseMessage> outcome) =>
        outcome.Exception is { } lost ? ShouldRepeat(lost) : outcome.Result is { } response && ShouldRepeat(response);

    private static bool Passing(HttpResponseMessage response) => response.StatusCode is
        HttpStatusCode.TooManyRequests or
        HttpStatusCode.InternalServerError or
        HttpStatusCode.BadGateway or
        HttpStatusCode.ServiceUnavailable or
        HttpStatusCode.GatewayTimeout;
}
