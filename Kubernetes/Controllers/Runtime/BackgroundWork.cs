using System.Collections.Concurrent;

namespace CniMigration.Kubernetes.Controllers.Runtime;

/// <summary>Work that goes on beside its caller. Nothing of it is left when this is disposed, and what fails is reported.</summary>
internal sealed class BackgroundWork(Action<ControllerFailure> onFailure) : IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentDictionary<Task, byte> running = new();

    public CancellationToken Stopping => stopping.Token;

    public Task Start(string name, Func<CancellationToken, Task> work)
    {
        var task = Task.Run(() => GuardAsync(name, work));
        running.TryAdd(task, 0);
        // The continuation runs after the addition above even where the task was faster than it.
        _ = task.ContinueWith(done => running.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        return task;
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        while (!running.IsEmpty)
        {
            await Task.WhenAll(running.Keys);
            foreach (var task in running.Keys.Where(task => task.IsCompleted))
            {
                running.TryRemove(task, out _);
            }
        }

        stopping.Dispose();
    }

    private async Task GuardAsync(string name, Func<CancellationToken, Task> work)
    {
        try
        {
            await work(stopping.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return;
        }
        catch (Exception exception)
        {
            onFailure(new ControllerFailure(name, "", exception));
        }
    }
}
