namespace CniMigration.Benchmarks.Servers;

/// <summary>Lets so many pass a second, and so many at once after a rest: the limiter of Kubernetes' clients. Whoever comes first goes first.</summary>
internal sealed class TokenBucket(int perSecond, int burst, TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly long start = clock.GetTimestamp();
    private double tokens = burst;
    private TimeSpan filledAt;

    public Task PassAsync(CancellationToken cancellationToken)
    {
        var wait = Take();
        return wait > TimeSpan.Zero ? Task.Delay(wait, clock, cancellationToken) : Task.CompletedTask;
    }

    /// <summary>Takes the next token, and says how long it is until it is there.</summary>
    private TimeSpan Take()
    {
        lock (gate)
        {
            var now = clock.GetElapsedTime(start);
            tokens = Math.Min(burst, tokens + ((now - filledAt).TotalSeconds * perSecond)) - 1;
            filledAt = now;
            return tokens >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-tokens / perSecond);
        }
    }
}
