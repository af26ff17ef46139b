namespace CniMigration.Kubernetes.Api.Requests;

/// <summary>How a request fails instead of being answered.</summary>
/// <param name="Refusal">The error to answer; null drops the connection.</param>
/// <param name="Delay">How long to wait before that.</param>
internal sealed record RequestFault(ApiException? Refusal, TimeSpan Delay = default)
{
    public static RequestFault Drop { get; } = new((ApiException?)null);

    public static RequestFault TooManyRequests(int retryAfterSeconds) => new(new ApiException(429, "TooManyRequests",
        "the server has received too many requests and has asked us to try again later", retryAfterSeconds: retryAfterSeconds));

    public static RequestFault Failing { get; } = new(ApiException.Internal("the server is failing, as it was told to"));
}
