namespace CniMigration.Kubernetes.Clients;

/// <summary>
/// Lets so many pass a second, and so many at once after a rest: the limiter of Kubernetes' clients (golang.org/x/time/rate). Whoever comes first goes
/// first.
/// </summary>
/// <param name="clock">What it is measured by.</param>
/// <param name="perSecond">How many tokens come in a second.</param>
/// <param name="burst">How many there are at most.</param>
internal sealed class TokenBucket(TimeProvider clock, double perSecond, int burst)
{
    private readonly Lock gate = new();
    private readonly long start = clock.GetTimestamp();
    private double tokens = burst;
    private TimeSpan filledAt;

    /// <summary>Waits for so many tokens.</summary>
    public Task PassAsync(int calls, CancellationToken cancellationToken)
    {
        var wait = Take(calls);
        return wait > TimeSpan.Zero ? Task.Delay(wait, clock, cancellationToken) : Task.CompletedTask;
    }

    /// <summary>Takes tokens for so many calls, one after the other, and says how long the last of them has to wait.</summary>
    public TimeSpan Take(int calls)
    {
        lock (gate)
        {
            var now = clock.GetElapsedTime(start);
            tokens = Math.Min(burst, tokens + ((now - filledAt).TotalSeconds * perSecond)) - calls;
            filledAt = now;
            return tokens >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-tokens / perSecond);
        }
    }
}
