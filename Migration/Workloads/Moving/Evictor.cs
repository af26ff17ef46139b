using System.Net;
using CniMigration.Migration.Clusters;
using CniMigration.Migration.Reporting;

namespace CniMigration.Migration.Workloads.Moving;

/// <summary>Evicts single pods: asks only when the budget seems to allow it, and asks again, within a bound, when the server says no.</summary>
internal sealed class Evictor(MoveContext context, string version)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    /// <summary>A budget that has refused is asked again when the watch shows a change of it, or after this long.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(1);

    private readonly BudgetGate budgets = new(context.Cluster, context.Time);

    /// <summary>What keeps the pod's budget from letting it go at this moment; null when nothing does.</summary>
    internal string? Objection(PodRef pod) => context.Workloads.Pod(pod) is { } live && !live.IsTerminating() ? budgets.Objection(live) : null;

    /// <summary>Returns true when the eviction was accepted, false when the pod is gone or ending already.</summary>
    /// <exception cref="WaitTimedOutException">It was not accepted before the patience ended.</exception>
    internal async Task<bool> EvictAsync(PodRef pod, Patience patience, Turns.Turn turn, CancellationToken cancellationToken)
    {
        var jitter = new Random(Seed(pod));
        var pause = FirstPause;
        while (true)
        {
            await turn.TakeAsync(patience, cancellationToken);
            await context.Connectivity.PassAsync(cancellationToken);
            var seen = context.Cluster.Changes.Version;
            if (context.Workloads.Pod(pod) is not { } live || live.IsTerminating())
            {
                return false;
            }

            var refusal = await AskAsync(pod, live, cancellationToken);
            if (refusal is null)
            {
                patience.Renew();
                context.CountEviction();
                return true;
            }

            if (patience.Left <= TimeSpan.Zero)
            {
                throw new WaitTimedOutException($"pod {pod} on {pod.Node}: no eviction was allowed within {Durations.Of(patience.Bound)} ({refusal.Why})");
            }

            turn.WaitFor(refusal.Why);
            if (refusal.Sent)
            {
                await RestAsync(refusal, live, pause * (0.5 + (jitter.NextDouble() / 2)), patience, cancellationToken);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
            else
            {
                await context.Wait.NextAsync(seen, Least(patience.Left, LongestSilence), cancellationToken);
            }
        }
    }

    private static int Seed(PodRef pod) => pod.Uid.Aggregate(17, (hash, c) => unchecked((hash * 31) + c));

    private static TimeSpan Least(TimeSpan left, TimeSpan right) => left < right ? left : right;

    /// <summary>Null when the pod goes or is gone; else why not yet.</summary>
    private async Task<Refusal?> AskAsync(PodRef pod, V1Pod live, CancellationToken cancellationToken)
    {
        using var turn = await budgets.EnterAsync(live, cancellationToken);
        if (budgets.Objection(live) is { } objection)
        {
            return new Refusal(objection, null, Sent: false);
        }

        var before = budgets.Over(live)?.Metadata.ResourceVersion;
        try
        {
            await EvictionCall.SendAsync(context.Client, version, pod, dryRun: false, cancellationToken);
            budgets.Take(live, before);
            return null;
        }
        catch (HttpOperationException refused) when (refused.IsNotFound())
        {
            return null;
        }
        catch (HttpOperationException refused) when (refused.IsConflict())
        {
            // Another pod bears its name by now, which the watch is about to show; or somebody else wrote at the same moment.
            return new Refusal(refused.Reason(), TimeSpan.Zero, Sent: true);
        }
        catch (HttpOperationException refused) when (refused.Is(HttpStatusCode.TooManyRequests))
        {
            return new Refusal(refused.Reason(), refused.RetryAfter(), Sent: true);
        }
        catch (HttpOperationException refused) when (EvictionCall.MeansTwoBudgets(refused))
        {
            throw new GateFailedException($"pod {pod}: {refused.Reason()} Leave one budget over it.", refused);
        }
        catch (HttpOperationException refused) when ((int)refused.Response.StatusCode >= 500)
        {
            return new Refusal(refused.Reason(), refused.RetryAfter() ?? TimeSpan.Zero, Sent: true);
        }
    }

    /// <summary>
    /// As long as the server asks for, where it does; where a budget said no, until the watch shows a change of it: asking before would be refused again.
    /// </summary>
    private async Task RestAsync(Refusal refusal, V1Pod pod, TimeSpan pause, Patience patience, CancellationToken cancellationToken)
    {
        var since = context.Time.GetTimestamp();
        var before = budgets.Over(pod)?.Metadata.ResourceVersion;
        await Task.Delay(refusal.RetryAfter is { } asked && asked > pause ? Least(asked, patience.Left) : pause, context.Time, cancellationToken);
        while (refusal.RetryAfter is null && before is not null && patience.Left > TimeSpan.Zero && context.Time.GetElapsedTime(since) < LongestSilence)
        {
            var seen = context.Cluster.Changes.Version;
            if (budgets.Over(pod)?.Metadata.ResourceVersion != before)
            {
                return;
            }

            await context.Wait.NextAsync(seen, Least(patience.Left, LongestSilence), cancellationToken);
        }
    }

    /// <param name="Why">In the server's words, or what the budget's status says.</param>
    /// <param name="RetryAfter">How long the server asks to be left alone; zero where it failed rather than refused.</param>
    /// <param name="Sent">Whether the server was asked at all.</param>
    private sealed record Refusal(string Why, TimeSpan? RetryAfter, bool Sent);
}
