using CniMigration.Migration.Reporting;
using Pulumi;

namespace CniMigration.Provider.Operations;

/// <summary>Passes an operation's messages to the engine's log, in their order, under the resource's URN.</summary>
internal sealed class EngineReporter(IEngine engine, Urn? urn) : IReporter
{
    private readonly Lock order = new();
    private Task sent = Task.CompletedTask;

    public void Report(string value) => Send(LogSeverity.Info, value);

    public void Warn(string message) => Send(LogSeverity.Warning, message);

    /// <summary>Waits until all that was said has arrived.</summary>
    public Task FlushAsync()
    {
        lock (order)
        {
            return sent;
        }
    }

    private void Send(LogSeverity severity, string message)
    {
        lock (order)
        {
            sent = AfterAsync(sent, new LogRequest(severity, message, urn));
        }
    }

    private async Task AfterAsync(Task earlier, LogRequest request)
    {
        await earlier;
        await engine.LogAsync(request);
    }
}
