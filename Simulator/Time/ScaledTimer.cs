namespace CniMigration.Simulator.Time;

/// <summary>A timer whose deadline is kept in scaled time, so that it survives a change of speed.</summary>
internal sealed class ScaledTimer : ITimer
{
    // System timers refuse anything longer; a longer wait is armed again when this much has passed.
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(24);

    private readonly ScaledTimeProvider clock;
    private readonly TimerCallback callback;
    private readonly object? state;
    private readonly ITimer wallTimer;
    private readonly Lock gate = new();
    private long? deadline;
    private TimeSpan period;
    private bool disposed;

    public ScaledTimer(ScaledTimeProvider clock, TimerCallback callback, object? state)
    {
        this.clock = clock;
        this.callback = callback;
        this.state = state;
        wallTimer = clock.CreateWallTimer(_ => Fire());
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        lock (gate)
        {
            if (disposed)
            {
                return false;
            }

            this.period = period;
            deadline = dueTime == Timeout.InfiniteTimeSpan ? null : clock.GetTimestamp() + dueTime.Ticks;
            Arm();
            return true;
        }
    }

    public void Rearm()
    {
        lock (gate)
        {
            if (!disposed)
            {
                Arm();
            }
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            deadline = null;
        }

        clock.Disarmed(this);
        wallTimer.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Arm()
    {
        if (deadline is not { } due)
        {
            clock.Disarmed(this);
            wallTimer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }

        clock.Armed(this);
        var wait = clock.ToWall(due - clock.GetTimestamp());
        wallTimer.Change(wait < LongestWait ? wait : LongestWait, Timeout.InfiniteTimeSpan);
    }

    private void Fire()
    {
        lock (gate)
        {
            if (disposed || deadline is not { } due)
            {
                return;
            }

            // A wall timer may be a little early, and a little is a lot at a hundred times its speed.
            if (clock.GetTimestamp() < due)
            {
                Arm();
                return;
            }

            deadline = period == Timeout.InfiniteTimeSpan || period == TimeSpan.Zero ? null : due + period.Ticks;
            Arm();
        }

        callback(state);
    }
}
