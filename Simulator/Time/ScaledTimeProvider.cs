namespace CniMigration.Simulator.Time;

/// <summary>A clock that runs faster than the wall clock, so that a rehearsal keeps realistic durations and still takes seconds.</summary>
/// <remarks>
/// It starts two hours before the wall clock, which leaves room to run ahead without giving objects an age in the future. It waits for its own
/// timers: where the machine is too slow for the speed, time itself slows down, and nobody's patience runs out for want of a processor.
/// </remarks>
public sealed class ScaledTimeProvider : TimeProvider
{
    // How long time rests after it was late, in terms of how late: a request is a handful of hops from thread to thread, each as late as the clock.
    private const double RestFactor = 4;

    private static readonly TimeSpan HeadStart = TimeSpan.FromHours(2);

    // How late a timer of the system comes on a machine that has time.
    private static readonly TimeSpan Lateness = TimeSpan.FromMilliseconds(2);

    private static readonly TimeSpan LongestRest = TimeSpan.FromMilliseconds(250);

    // Timers of the system refuse anything much longer; what is not due when it rings waits again.
    private static readonly TimeSpan LongestAlarm = TimeSpan.FromDays(24);

    private readonly TimeProvider wall;
    private readonly Lock gate = new();
    private readonly TimerQueue armed = new();
    private readonly ITimer alarm;
    private readonly DateTimeOffset epoch;
    private long wallBase;
    private long scaledTicks;
    private double speed;
    private bool standing;
    private bool resting;
    private long alarmBase;
    private TimeSpan alarmWait;

    /// <summary>Starts a clock.</summary>
    /// <param name="speed">How many seconds pass here in one second of the wall clock, at most.</param>
    /// <param name="wall">The clock underneath; the system's by default.</param>
    public ScaledTimeProvider(double speed = 1, TimeProvider? wall = null)
    {
        this.wall = wall ?? System;
        this.speed = Checked(speed);
        epoch = this.wall.GetUtcNow() - HeadStart;
        wallBase = this.wall.GetTimestamp();
        alarm = this.wall.CreateTimer(_ => Ring(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>How many seconds pass here in one second of the wall clock, at most. May be set while timers run.</summary>
    /// <value>Greater than 0.</value>
    public double Speed
    {
        get
        {
            lock (gate)
            {
                return speed;
            }
        }
        set
        {
            Checked(value);
            lock (gate)
            {
                Settle();
                speed = value;
                SetAlarm();
            }
        }
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => epoch.AddTicks(GetTimestamp());

    /// <inheritdoc/>
    public override long GetTimestamp()
    {
        lock (gate)
        {
            return Elapsed();
        }
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ScaledTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Lets a timer ring after a time, then periodically; never, where both are infinite.</summary>
    internal void Arm(ScaledTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (gate)
        {
            var earliest = armed.Earliest;
            armed.Remove(timer);
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                Settle();
                armed.Add(timer, scaledTicks + dueTime.Ticks, period.Ticks);
            }

            if (armed.Earliest != earliest)
            {
                SetAlarm();
            }
        }
    }

    private static double Checked(double value) => value > 0 && double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, "A clock's speed is a finite number greater than 0.");

    private void Ring()
    {
        lock (gate)
        {
            if (resting)
            {
                resting = false;
                GoOn();
                return;
            }

            if (standing)
            {
                return;
            }

            Settle();
            foreach (var timer in armed.TakeDue(scaledTicks))
            {
                ThreadPool.UnsafeQueueUserWorkItem(timer, preferLocal: false);
            }

            // Time stands still until the thread pool has come to everything that was queued before this.
            standing = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static clock => clock.GoOnOrRest(), this, preferLocal: false);
    }

    private void GoOnOrRest()
    {
        lock (gate)
        {
            // Where the clock is late, so is all that follows it, and what takes it many steps falls back with each.
            var late = wall.GetElapsedTime(alarmBase) - alarmWait;
            if (late <= Lateness)
            {
                GoOn();
                return;
            }

            resting = true;
            alarm.Change(late < LongestRest / RestFactor ? late * RestFactor : LongestRest, Timeout.InfiniteTimeSpan);
        }
    }

    private void GoOn()
    {
        Settle();
        standing = false;
        SetAlarm();
    }

    private void SetAlarm()
    {
        if (!standing)
        {
            alarmBase = wall.GetTimestamp();
            alarmWait = armed.Earliest is { } earliest ? ToWall(earliest - Elapsed()) : Timeout.InfiniteTimeSpan;
            alarm.Change(alarmWait, Timeout.InfiniteTimeSpan);
        }
    }

    private TimeSpan ToWall(long ticks)
    {
        var milliseconds = Math.Ceiling(Math.Max(0, ticks) / speed / TimeSpan.TicksPerMillisecond);
        return milliseconds < LongestAlarm.TotalMilliseconds ? TimeSpan.FromMilliseconds(milliseconds) : LongestAlarm;
    }

    private void Settle()
    {
        scaledTicks = Elapsed();
        wallBase = wall.GetTimestamp();
    }

    private long Elapsed()
    {
        if (standing)
        {
            return scaledTicks;
        }

        var free = scaledTicks + (long)(wall.GetElapsedTime(wallBase).Ticks * speed);
        return armed.Earliest is { } earliest ? Math.Max(scaledTicks, Math.Min(free, earliest + (long)(Lateness.Ticks * speed))) : free;
    }
}
