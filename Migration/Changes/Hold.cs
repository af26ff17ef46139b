using CniMigration.Migration.Waiting;

namespace CniMigration.Migration.Changes;

/// <summary>Watches what somebody undid and was set again: whoever fights for it is named, and not fought.</summary>
internal static class Hold
{
    private static readonly TimeSpan Watched = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);

    /// <summary>Looks again and again for a minute.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="undone">What to say when it is undone once more, so long after it was set; null while it holds.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="GateFailedException">It was undone again.</exception>
    public static Task ProveAsync(TimeProvider time, Func<TimeSpan, Task<string?>> undone, CancellationToken cancellationToken) =>
        time.PollAsync(
            Watched, Pause, async elapsed => await undone(elapsed) is { } complaint ? throw new GateFailedException(complaint) : false, cancellationToken);
}
