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
            var runs = options.Once || options.Preview ? 1 : MostRunsPerDestination;
            for (var run = 0; run < runs; run++)
            {
                events.Began(stage);
                var up = options.Preview ? await stack.PreviewAsync(stage, cancellationToken) : await stack.UpAsync(stage, cancellationToken);
                ups.Add(up);
                events.Ended(up);
                if (up.Run.Failure is { } failure)
                {
                    return new WalkResult(ups.ToImmutable(), failure);
                }

                if (up.Converged)
                {
                    break;
                }

                if (run == MostRunsPerDestination - 1)
                {
                    return new WalkResult(ups.ToImmutable(), new NotConvergedException(stage, MostRunsPerDestination, up.NextStep));
                }
            }
        }

        return new WalkResult(ups.ToImmutable(), null);
    }
}

/// <summary>A destination that was not reached within the bound.</summary>
internal sealed class NotConvergedException(string stage, int runs, string nextStep)
    : Exception($"{stage} has not converged after {runs} runs.{(nextStep.Length > 0 ? $" The next step would be: {nextStep}" : "")}");
