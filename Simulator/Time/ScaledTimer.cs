namespace CniMigration.Simulator.Time;

/// <summary>A timer whose deadline is kept in scaled time, so that it survives a change of speed.</summary>
internal sealed class ScaledTimer(ScaledTimeProvider clock, TimerCallback callback, object? state) : ITimer, IThreadPoolWorkItem
{
    private readonly ExecutionContext? context = ExecutionContext.Capture();
    private volatile bool disposed;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (disposed)
        {
            return false;
        }

        clock.Arm(this, dueTime, period);
        return true;
    }

    public void Dispose()
    {
        disposed = true;
        clock.Arm(this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    void IThreadPoolWorkItem.Execute()
    {
        if (disposed)
        {
            return;
        }

        if (context is null)
        {
            callback(state);
            return;
        }

        ExecutionContext.Run(context, static timer => ((ScaledTimer)timer!).Call(), this);
    }

    private void Call() => callback(state);
}
