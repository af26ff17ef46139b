using Polly;
using Polly.Retry;

namespace CniMigration.Migration.Clusters;

/// <summary>Read, decide, patch under a precondition; when someone else was faster, all of it again.</summary>
internal static class ConflictRetry
{
    private const int Attempts = 8;

    public static async Task<T> RunAsync<T>(string target, TimeProvider clock, Func<Task<T>> attempt, CancellationToken cancellationToken)
    {
        var again = new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<HttpOperationException>(failure => failure.IsConflict()),
                MaxRetryAttempts = Attempts - 1,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = TimeSpan.FromMilliseconds(50),
            })
            .Build();
        try
        {
            return await again.ExecuteAsync(async _ => await attempt(), cancellationToken);
        }
        catch (HttpOperationException failure) when (failure.IsConflict())
        {
            throw new MigrationException(
                $"{target} changed under every one of {Attempts} attempts to patch it: another controller writes it all the time. " +
                "See `kubectl get --show-managed-fields` for who, pause it, and run again.", failure);
        }
    }
}
