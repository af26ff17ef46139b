using CniMigration.Migration.Reporting;
using CniMigration.Migration.Waiting;

namespace CniMigration.Migration.Watching;

/// <summary>Looks when something has changed, until what is expected has come true or its time is over; says at most once a minute what it waits for.</summary>
internal sealed class ChangeWaiter(ChangeSignal changes, TimeProvider time, IReporter reporter)
{
    /// <summary>Changes come in bursts: one look for each burst.</summary>
    private static readonly TimeSpan Burst = TimeSpan.FromMilliseconds(50);

    /// <summary>Longer than a dead connection stays unnoticed (<see cref="WatchLoop{T}.LongestSilence"/>), on the wall clock as that.</summary>
    private static readonly TimeSpan LongestLag = TimeSpan.FromMinutes(5);

    private readonly Waiter waiter = new(time, reporter);

    /// <summary>
    /// Waits until the watch shows an object as the server has answered it, or as it has become since: whoever has written something, and decides what comes
    /// next by what is watched, would else decide by what was before.
    /// </summary>
    /// <exception cref="WaitTimedOutException">The watch did not show it in time.</exception>
    internal async Task UntilShownAsync<T>(ObjectStore<T> store, T answered, string target, CancellationToken cancellationToken)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        using var bound = new CancellationTokenSource(LongestLag, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, bound.Token);
        try
        {
            for (var seen = changes.Version; !store.Shows(answered); seen = changes.Version)
            {
                await changes.After(seen).WaitAsync(either.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new WaitTimedOutException(
                $"The watch still shows {target} as it was before the API server answered, {Durations.Of(LongestLag)} ago. "
                + "See what holds back watches on the way from the API server, and run again");
        }
    }

    /// <exception cref="WaitTimedOutException">It had not come true when the time was over.</exception>
    internal Task UntilAsync(string expected, TimeSpan timeout, string remedy, Func<Look> look, CancellationToken cancellationToken)
    {
        var seen = 0L;
        return waiter.UntilAsync(
            expected, timeout, remedy, LookAsync, (left, untilReport) => NextAsync(seen, Least(left, untilReport), cancellationToken), cancellationToken);

        Task<Look> LookAsync(CancellationToken token)
        {
            seen = changes.Version;
            return Task.FromResult(look());
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
