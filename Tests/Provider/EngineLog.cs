using System.Collections.Concurrent;
using Pulumi.Experimental;

namespace CniMigration.Tests.Provider;

/// <summary>An engine that only remembers what it was told.</summary>
internal sealed class EngineLog : IEngine
{
    private readonly ConcurrentQueue<LogRequest> requests = new();

    public IEnumerable<string> Warnings => requests.Where(request => request.Severity == LogSeverity.Warning).Select(request => request.Message);

    public IReadOnlyList<string> Messages => [.. requests.Select(request => request.Message)];

    public IEnumerable<LogRequest> All => requests;

    public Task LogAsync(LogRequest message)
    {
        requests.Enqueue(message);
        return Task.CompletedTask;
    }

    public Task RequirePulumiVersionAsync(string pulumiVersionRange) => Task.CompletedTask;
}
