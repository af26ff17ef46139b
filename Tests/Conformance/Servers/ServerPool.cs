using System.Collections.Concurrent;

namespace CniMigration.Tests.Conformance.Servers;

/// <summary>Servers of a kind, started as they are asked for and used again by those who come later.</summary>
/// <param name="kind">Their kind.</param>
/// <param name="most">How many there are at most; who comes then, waits.</param>
/// <param name="start">Starts one.</param>
internal sealed class ServerPool(ServerKind kind, int most, Func<Task<IConformanceServer>> start) : IAsyncDisposable
{
    private readonly ConcurrentBag<ConformanceCluster> idle = [];
    private readonly SemaphoreSlim free = new(most, most);

    public async Task<ConformanceCluster> TakeAsync()
    {
        await free.WaitAsync(TestContext.CurrentContext.CancellationToken);
        try
        {
            return idle.TryTake(out var present) ? present : new ConformanceCluster(kind, await start());
        }
        catch
        {
            free.Release();
            throw;
        }
    }

    public void GiveBack(ConformanceCluster cluster)
    {
        idle.Add(cluster);
        free.Release();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var cluster in idle)
        {
            await cluster.DisposeAsync();
        }

        idle.Clear();
    }
}
