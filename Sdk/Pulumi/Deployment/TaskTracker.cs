using System.Collections.Immutable;

namespace Pulumi;

/// <summary>Counts what a program has set going and keeps what failed.</summary>
internal sealed class TaskTracker
{
    private readonly Lock _gate = new();
    private readonly List<Exception> _failures = [];
    private TaskCompletionSource? _idle;
    private int _active;

    public void Add(Task task)
    {
        lock (_gate)
        {
            _active++;
        }

        task.ContinueWith(OnCompleted, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Waits until nothing runs any more. A failure that another one caused is not listed again.</summary>
    public async Task<ImmutableArray<Exception>> WhenIdleAsync()
    {
        Task idle;
        lock (_gate)
        {
            _idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            idle = _idle.Task;
            SignalWhenIdle();
        }

        await idle;
        lock (_gate)
        {
            var failures = _failures.Distinct().ToImmutableArray();
            return [.. failures.Where(failure => !Causes(failure).Any(failures.Contains))];
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
        lock (_gate)
        {
            _active--;
            if (task.IsCanceled)
            {
                _failures.Add(new TaskCanceledException(task));
            }

            _failures.AddRange(task.Exception?.InnerExceptions ?? []);
            SignalWhenIdle();
        }
    }

    private void SignalWhenIdle()
    {
        if (_active == 0)
        {
            _idle?.TrySetResult();
        }
    }
}
