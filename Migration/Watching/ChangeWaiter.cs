using CniMigration.Migration.Errors;
using CniMigration.Migration.Reporting;
using CniMigration.Migration.Waiting;
using k8s;
using k8s.Models;

namespace CniMigration.Migration.Watching;

/// <summary>Looks when something has changed, until what is expected has come true or its time is over; says at most once a minute what it waits for.</summary>
internal sealed class ChangeWaiter(ChangeSignal changes, TimeProvider time, IReporter reporter)
{
    private static readonly TimeSpan BetweenReports = TimeSpan.FromMinutes(1);

    /// <summary>Changes come in bursts: one look for each burst.</summary>
    private static readonly TimeSpan Burst = TimeSpan.FromMilliseconds(50);

    /// <summary>Longer than a dead connection stays unnoticed (<see cref="WatchLoop{T}.LongestSilence"/>): the next one shows what was missed.</summary>
    private static readonly TimeSpan LongestLag = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Waits until the watch shows an object as the server has answered it, or as it has become since: whoever has written something, and decides what comes
    /// next by what is watched, would else decide by what was before.
    /// </summary>
    /// <exception cref="WaitTimedOutException">The watch did not show it in time.</exception>
    internal Task UntilShownAsync<T>(ObjectStore<T> store, T answered, string target, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta> => UntilAsync(
        $"the watch to show {target} as the API server has it",
        LongestLag,
        "See what holds back watches on the way from the API server, and run again",
        () => store.Shows(answered) ? Look.Done : Look.WaitingFor("an older one is shown"),
        cancellationToken);

    /// <exception cref="WaitTimedOutException">It had not come true when the time was over.</exception>
    internal async Task UntilAsync(string expected, TimeSpan timeout, string remedy, Func<Look> look, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var reported = TimeSpan.Zero;
        while (true)
        {
            var seen = changes.Version;
            if (look().Missing is not { } missing)
            {
                return;
            }

            var elapsed = time.GetElapsedTime(started);
            if (elapsed >= timeout)
            {
                throw new WaitTimedOutException($"Expected {expected} within {Durations.Of(timeout)}. Seen at the end: {missing}. {remedy}");
            }

            if (elapsed - reported >= BetweenReports)
            {
                reported = elapsed;
                reporter.Report($"Waiting for {expected} ({Durations.Of(elapsed)} of {Durations.Of(timeout)}): {missing}.");
            }

            await NextAsync(seen, Least(timeout - elapsed, reported + BetweenReports - elapsed), cancellationToken);
        }
    }

    /// <summary>Returns at the next change after the one that was seen, or when the time is over.</summary>
    /// <exception cref="Exception">What ended the watching.</exception>
    internal async Task NextAsync(long seen, TimeSpan atMost, CancellationToken cancellationToken)
    {
        try
        {
            await changes.After(seen).WaitAsync(atMost, time, cancellationToken);
            await Task.Delay(Least(Burst, atMost), time, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Nothing changed: the caller looks at the clock.
        }
    }

    private static TimeSpan Least(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
