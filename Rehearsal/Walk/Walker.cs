using System.Collections.Immutable;

namespace CniMigration.Rehearsal.Walk;

/// <summary>A walk, whole or ended early.</summary>
internal sealed record WalkResult(ImmutableArray<UpResult> Ups, Exception? Failure);

/// <summary>Walks to destinations in turn, each repeated until it has converged.</summary>
internal sealed class Walker(RehearsalStack stack, IWalkEvents events)
{
    // Ten stages with a run to change and a run to see that nothing is left, twice over.
    private const int MostRunsPerDestination = 40;

    public async Task<WalkResult> WalkAsync(RehearsalOptions options, CancellationToken cancellationToken)
    {
        var ups = ImmutableArray.CreateBuilder<UpResult>();
        foreach (var stage in options.Stages)
        {
            try
            {
                if (await WalkToAsync(stage, ups, options, cancellationToken) is { } failure)
                {
                    return new WalkResult(ups.ToImmutable(), failure);
                }
            }
            catch (OperationCanceledException cancelled)
            {
                return new WalkResult(ups.ToImmutable(), cancelled);
            }
        }

        return new WalkResult(ups.ToImmutable(), null);
    }

    private async Task<Exception?> WalkToAsync(string stage, ImmutableArray<UpResult>.Builder ups, RehearsalOptions options, CancellationToken cancellationToken)
    {
        if (options.Preview)
        {
            ups.Add(await events.DuringAsync(stage, () => stack.PreviewAsync(stage, cancellationToken)));
            return ups[^1].Run.Failure;
        }

        for (var run = 0; run < MostRunsPerDestination; run++)
        {
            var up = await events.DuringAsync(stage, () => stack.UpAsync(stage, cancellationToken));
            ups.Add(up);
            if (up.Run.Failure is not null || up.Converged || options.Once)
            {
                return up.Run.Failure;
            }
        }

        return new NotConvergedException(stage, MostRunsPerDestination, ups[^1].NextStep);
    }
}

/// <summary>A destination that was not reached within the bound.</summary>
internal sealed class NotConvergedException(string stage, int runs, string nextStep)
    : Exception($"{stage} has not converged after {runs} runs.{(nextStep.Length > 0 ? $" The next step would be: {nextStep}" : "")}");
