namespace Pulumi;

/// <summary>Counts what a program has set going and keeps what failed.</summary>
internal sealed class TaskTracker
{
    private readonly Lock gate = new();
    private readonly List<Exception> failures = [];
    private TaskCompletionSource? idle;
    private int active;

    public void Add(Task task)
    {
        lock (gate)
        {
            active++;
        }

        task.ContinueWith(OnCompleted, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Waits until nothing runs any more. A failure that another one caused is not listed again.</summary>
    public async Task<ImmutableArray<Exception>> WhenIdleAsync()
    {
        Task ended;
        lock (gate)
        {
            idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            ended = idle.Task;
            SignalWhenIdle();
        }

        await ended;
        lock (gate)
        {
            var distinct = failures.Distinct().ToImmutableArray();
            return [.. distinct.Where(failure => !Causes(failure).Any(distinct.Contains))];
        }
    }

    private static IEnumerable<Exception> Causes(Exception failure)
    {
        for (var cause = failure.InnerException; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }

    private void OnCompleted(Task task)
    {
        lock (gate)
        {
            active--;
            if (task.IsCanceled)
            {
                failures.Add(new TaskCanceledException(task));
            }

            failures.AddRange(task.Exception?.InnerExceptions ?? []);
            SignalWhenIdle();
        }
    }

    private void SignalWhenIdle()
    {
        if (active == 0)
        {
            idle?.TrySetResult();
        }
    }
}
