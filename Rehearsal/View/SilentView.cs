using CniMigration.Rehearsal.Engine;
using CniMigration.Rehearsal.Walk;
using Pulumi.Experimental;

namespace CniMigration.Rehearsal.View;

/// <summary>Shows nothing; a document follows at the end.</summary>
internal sealed class SilentView : IWalkEvents
{
    public Task<UpResult> DuringAsync(string stage, Func<Task<UpResult>> run) => run();

    public void Started(StepReport step)
    {
    }

    public void Finished(StepReport step)
    {
    }

    public void Logged(LogRequest message)
    {
    }
}
