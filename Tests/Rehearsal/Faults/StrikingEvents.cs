using CniMigration.Rehearsal.Engine;
using CniMigration.Rehearsal.Walk;
using Pulumi.Experimental;

namespace CniMigration.Tests.Rehearsal.Faults;

/// <summary>Lets something happen at a moment of a walk.</summary>
internal sealed class StrikingEvents : IWalkEvents
{
    private readonly Lock gate = new();
    private (string Stage, Func<Task> Strike)? waiting;
    private (Func<StepReport, bool> Step, Action Strike)? watching;

    /// <summary>Once, after a run that was at a stage.</summary>
    public void After(string stage, Func<Task> strike) => waiting = (stage, strike);

    /// <summary>Once, when a step starts.</summary>
    public void AtStep(Func<StepReport, bool> step, Action strike) => watching = (step, strike);

    public async Task<UpResult> DuringAsync(string stage, Func<Task<UpResult>> run)
    {
        var up = await run();
        if (waiting is { } pending && up.Effective == pending.Stage)
        {
            waiting = null;
            await pending.Strike();
        }

        return up;
    }

    public void Logged(LogRequest message)
    {
    }

    public void Started(StepReport step)
    {
        Action? strike = null;
        lock (gate)
        {
            if (watching is { } pending && pending.Step(step))
            {
                (strike, watching) = (pending.Strike, null);
            }
        }

        strike?.Invoke();
    }

    public void Finished(StepReport step)
    {
    }
}
