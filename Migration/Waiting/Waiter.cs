using CniMigration.Migration.Reporting;

namespace CniMigration.Migration.Waiting;

/// <summary>A look at something awaited: done, or what is still missing.</summary>
internal readonly record struct Look(string? Missing)
{
    public static readonly Look Done;

    public static Look WaitingFor(string missing) => new(missing);

    /// <summary>Done when nothing is missing.</summary>
    public static Look At(IReadOnlyCollection<string> missing) => missing.Count == 0 ? Done : new(Short.List(missing));
}

/// <summary>What is behind something that does not come true, as an addition to what is seen, and what to do about it where that is more than usual.</summary>
internal sealed record Cause(string Seen, string? Remedy);

/// <summary>Looks again and again until something has come true or its time is over, and says at most once a minute what it waits for.</summary>
internal sealed class Waiter(TimeProvider clock, IReporter reporter)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenReports = TimeSpan.FromMinutes(1);

    /// <summary>The longest pause between two looks.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(10);

    /// <remarks>The cause is asked for once, when the time is over.</remarks>
    /// <exception cref="WaitTimedOutException">It had not come true when the time was over.</exception>
    public Task UntilAsync(
        string expected, TimeSpan timeout, string remedy, Func<CancellationToken, Task<Look>> look, CancellationToken cancellationToken,
        Func<CancellationToken, Task<Cause?>>? cause = null)
    {
        var pause = FirstPause;
        return UntilAsync(expected, timeout, remedy, look, PauseAsync, cancellationToken, cause);

        async Task PauseAsync(TimeSpan left, TimeSpan untilReport)
        {
            await Task.Delay(Least(pause, left), clock, cancellationToken);
            pause = Least(pause * 1.5, LongestPause);
        }
    }

    /// <summary>Waits for what a gate is to prove.</summary>
    /// <exception cref="GateFailedException">It had not come true when the time was over.</exception>
    public async Task ProveAsync(
        string expected, TimeSpan timeout, string remedy, Func<CancellationToken, Task<Look>> look, CancellationToken cancellationToken,
        Func<CancellationToken, Task<Cause?>>? cause = null)
    {
        try
        {
            await UntilAsync(expected, timeout, remedy, look, cancellationToken, cause);
        }
        catch (WaitTimedOutException late)
        {
            throw new GateFailedException(late.Message, late);
        }
    }

    /// <summary>Waits with pauses of its own, which are told how much time is left, and how much until the next report.</summary>
    internal async Task UntilAsync(
        string expected, TimeSpan timeout, string remedy, Func<CancellationToken, Task<Look>> look, Func<TimeSpan, TimeSpan, Task> pause,
        CancellationToken cancellationToken, Func<CancellationToken, Task<Cause?>>? cause = null)
    {
        var started = clock.GetTimestamp();
        var reported = TimeSpan.Zero;
        while (await look(cancellationToken) is { Missing: { } missing })
        {
            var elapsed = clock.GetElapsedTime(started);
            if (elapsed >= timeout)
            {
                var found = cause is null ? null : await cause(cancellationToken);
                throw new WaitTimedOutException(
                    $"Expected {expected} within {Durations.Of(timeout)}. Seen at the end: {missing}{found?.Seen}. {found?.Remedy ?? remedy}");
            }

            if (elapsed - reported >= BetweenReports)
            {
                reported = elapsed;
                reporter.Report($"Waiting for {expected} ({Durations.Of(elapsed)} of {Durations.Of(timeout)}): {missing}.");
            }

            await pause(timeout - elapsed, reported + BetweenReports - elapsed);
        }
    }

    private static TimeSpan Least(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
