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

    private static bool ShouldRepeat(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Exception: HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } } => false,
        { Exception: HttpRequestException or TimeoutException } => true,
        { Result: { } response } => Passing(response) && response.RequestMessage!.Kind() is RequestKind.Plain,
        _ => false,
    };

    private static bool Passing(HttpResponseMessage response) => response.StatusCode is
        HttpStatusCode.TooManyRequests or
        HttpStatusCode.InternalServerError or
        HttpStatusCode.BadGateway or
        HttpStatusCode.ServiceUnavailable or
        HttpStatusCode.GatewayTimeout;
}
