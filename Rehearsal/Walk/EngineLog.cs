using Pulumi.Experimental;

namespace CniMigration.Rehearsal.Walk;

/// <summary>Takes what providers log where an engine would show it.</summary>
internal sealed class EngineLog(Action<LogRequest> show) : IEngine
{
    public Task LogAsync(LogRequest message)
    {
        show(message);
        return Task.CompletedTask;
    }

    public Task RequirePulumiVersionAsync(string pulumiVersionRange) => Task.CompletedTask;
}
