using System.Diagnostics;

namespace CniMigration.Rehearsal.Walk;

/// <summary>A walk, whole or ended early.</summary>
internal sealed record WalkResult(ImmutableArray<UpResult> Ups, Exception? Failure);

/// <summary>Walks to destinations in turn, each repeated until it has converged.</summary>
internal sealed class Walker(RehearsalStack stack, IWalkEvents events)
{
    // Ten stages with a run to change and a run to see that nothing is left, twice over.
    private const int MostRunsPerDestination = 40;

    // Twenty minutes in all: EKS drains a node for a quarter of an hour, and whatever else a run waits for is done by then, or never.
    private const int MostIdleRuns = 13;

    // Two minutes: whoever else is about to act has begun by then.
    private const int MostIdleRunsBeforeSomebodyActs = 4;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(2);

    public async Task<WalkResult> WalkAsync(RehearsalOptions options, CancellationToken cancellationToken)
    {
        var ups = ImmutableArray.CreateBuilder<UpResult>();
        try
        {
            foreach (var (place, stage) in options.Stages.Index())
            {
                var step = options with { Preview = options.Preview && place == options.Stages.Length - 1 };
                if (await WalkToAsync(stage, ups, step, cancellationToken) is { } failure)
                {
                    return new WalkResult(ups.ToImmutable(), failure);
                }

                await stack.BreakAsync(options, stage, cancellationToken);
            }

            var last = await AfterwardsAsync(ups, options.Afterwards, cancellationToken);
            return new WalkResult(ups.ToImmutable(), last);
        }
        catch (OperationCanceledException cancelled)
        {
            return new WalkResult(ups.ToImmutable(), cancelled);
        }
    }

    private async Task<Exception?> AfterwardsAsync(ImmutableArray<UpResult>.Builder ups, Afterwards afterwards, CancellationToken cancellationToken)
    {
        if (afterwards == Afterwards.Nothing)
        {
            return null;
        }

        if (afterwards == Afterwards.Refresh)
        {
            ups.Add(await events.DuringAsync("refresh", () => stack.RefreshAsync(cancellationToken)));
            return ups[^1].Run.Failure;
        }

        ups.Add(await events.DuringAsync("destroy", () => stack.PreviewDestroyAsync(cancellationToken)));
        if (ups[^1].Run.Failure is null)
        {
            ups.Add(await events.DuringAsync("destroy", () => stack.DestroyAsync(cancellationToken)));
        }

        return ups[^1].Run.Failure;
    }

    private async Task<Exception?> WalkToAsync(
        string stage, ImmutableArray<UpResult>.Builder ups, RehearsalOptions options, CancellationToken cancellationToken)
    {
        if (options.Preview)
        {
            ups.Add(await events.DuringAsync(stage, () => stack.PreviewAsync(stage, cancellationToken)));
            return ups[^1].Run.Failure;
        }

        var idle = 0;
        for (var run = 1; run <= MostRunsPerDestination; run++)
        {
            var up = await events.DuringAsync(stage, () => stack.UpAsync(stage, cancellationToken));
            ups.Add(up);
            if (up.Run.Failure is not null || up.Converged || options.Once)
            {
                return up.Run.Failure;
            }

            idle = up.Run.ChangesNothing ? idle + 1 : 0;
            if (idle >= (up.TakesSomebody ? MostIdleRunsBeforeSomebodyActs : MostIdleRuns) || run == MostRunsPerDestination)
            {
                return new NotConvergedException(stage, run, idle, up);
            }

            if (idle > 0)
            {
                await stack.WaitAsync(PauseAfter(idle), cancellationToken);
            }
        }

        throw new UnreachableException();
    }

    private static TimeSpan PauseAfter(int idle) => idle > 3 ? LongestPause : FirstPause * Math.Pow(2, idle - 1);
}

/// <summary>A destination that was not reached within the bound.</summary>
internal sealed class NotConvergedException(string stage, int runs, int idle, UpResult last) : Exception(
    $"Expected {stage} after {runs} runs. Seen: the walk is still at {last.Effective}, "
    + $"{(idle > 1 ? $"and the last {idle} runs found nothing that they may do" : "and every run changed something again")}. "
    + $"{(last.NextStep.Length > 0 ? last.NextStep : "Nothing says why.")}{Environment.NewLine}"
    + $"What to do: see to what is named here, then run again; it goes on from {last.Effective}.");
