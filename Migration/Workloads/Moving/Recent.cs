namespace CniMigration.Migration.Workloads.Moving;

/// <summary>Something read from the cluster that all waits share: read again when it is older than one interval, by one reader at a time.</summary>
internal sealed class Recent<T>(TimeProvider time, TimeSpan maxAge, Func<CancellationToken, Task<T>> read) : IDisposable
    where T : class
{
    private readonly SemaphoreSlim turn = new(1);
    private T? value;
    private long readAt;

    internal async Task<T> GetAsync(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            if (value is null || time.GetElapsedTime(readAt) >= maxAge)
            {
                // The age counts from before the read, so that what is returned is never older than it says.
                var now = time.GetTimestamp();
                value = await read(cancellationToken);
                readAt = now;
            }

            return value;
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();
}
