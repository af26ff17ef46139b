namespace CniMigration.Migration.Waiting;

/// <summary>Looks at something that nobody tells of.</summary>
internal static class Polling
{
    /// <summary>Looks again and again until that is enough, or the time is over.</summary>
    /// <param name="time">The clock.</param>
    /// <param name="bound">The look after so long is the last one.</param>
    /// <param name="pause">The time between two looks.</param>
    /// <param name="isEnough">Looks, so long after the first one; true when no other look is needed.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task PollAsync(
        this TimeProvider time, TimeSpan bound, TimeSpan pause, Func<TimeSpan, Task<bool>> isEnough, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (time.GetElapsedTime(started) is var elapsed && !await isEnough(elapsed) && elapsed < bound)
        {
            await Task.Delay(pause, time, cancellationToken);
        }
    }
}
