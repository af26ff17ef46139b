using CniMigration.Migration.Errors;

namespace CniMigration.Migration.Waiting;

/// <summary>Looks again and again until something is true, within a bound; says at most once a minute what it waits for.</summary>
internal sealed class BoundedWait(TimeProvider time, IProgress<string> progress)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    /// <summary>The pause between two looks.</summary>
    internal TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Waits until a look is satisfied.</summary>
    /// <exception cref="WaitTimedOutException">The bound has passed; the message says what was still missing.</exception>
    internal async Task UntilAsync(string what, TimeSpan bound, Func<CancellationToken, Task<Seen>> look, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var spoken = start;
        while (true)
        {
            // The time is taken before the look, so that what the last look shows was true at the bound.
            var waited = time.GetElapsedTime(start);
            var seen = await look(cancellationToken);
            if (seen.Done)
            {
                return;
            }

            if (waited >= bound)
            {
                throw new WaitTimedOutException($"{what}: not within {Text(bound)}. Still missing: {seen.Missing}.");
            }

            if (time.GetElapsedTime(spoken) >= Quiet)
            {
                spoken = time.GetTimestamp();
                progress.Report($"waiting for {what} ({Text(waited)} of {Text(bound)}): {seen.Missing}");
            }

            await Task.Delay(Interval, time, cancellationToken);
        }
    }

    private static string Text(TimeSpan span) => span < TimeSpan.FromMinutes(2) ? $"{span.TotalSeconds:0} s" : $"{span.TotalMinutes:0} min";
}
