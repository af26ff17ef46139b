namespace CniMigration.Migration.Watching;

/// <summary>Tells all who wait that something has changed since they looked; a failure of the watching reaches every one of them.</summary>
internal sealed class ChangeSignal
{
    private readonly Lock gate = new();
    private TaskCompletionSource next = New();
    private long version;

    /// <summary>A number that grows with every change: read it before looking.</summary>
    internal long Version => Interlocked.Read(ref version);

    internal void Raise()
    {
        TaskCompletionSource due;
        lock (gate)
        {
            if (next.Task.IsFaulted)
            {
                return;
            }

            version++;
            (due, next) = (next, New());
        }

        due.TrySetResult();
    }

    /// <summary>Ends all waiting, now and later, with what happened.</summary>
    internal void Fail(Exception failure)
    {
        lock (gate)
        {
            next.TrySetException(failure);
            _ = next.Task.Exception;
        }
    }

    /// <summary>Done as soon as there is a change after the one that was seen.</summary>
    internal Task After(long seen)
    {
        lock (gate)
        {
            return version > seen && !next.Task.IsFaulted ? Task.CompletedTask : next.Task;
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
