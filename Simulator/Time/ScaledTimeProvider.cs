namespace CniMigration.Simulator.Time;

/// <summary>A clock that runs faster than the wall clock, so that a rehearsal keeps realistic durations and still takes seconds.</summary>
/// <remarks>It starts two hours before the wall clock, which leaves room to run ahead without giving objects an age in the future.</remarks>
public sealed class ScaledTimeProvider : TimeProvider
{
    private static readonly TimeSpan HeadStart = TimeSpan.FromHours(2);

    private readonly TimeProvider wall;
    private readonly Lock gate = new();
    private readonly HashSet<ScaledTimer> armed = [];
    private readonly DateTimeOffset epoch;
    private long wallBase;
    private long scaledTicks;
    private double speed;

    /// <summary>Starts a clock.</summary>
    /// <param name="speed">How many seconds pass here in one second of the wall clock.</param>
    /// <param name="wall">The clock underneath; the system's by default.</param>
    public ScaledTimeProvider(double speed = 1, TimeProvider? wall = null)
    {
        this.wall = wall ?? System;
        this.speed = Checked(speed);
        epoch = this.wall.GetUtcNow() - HeadStart;
        wallBase = this.wall.GetTimestamp();
    }

    /// <summary>How many seconds pass here in one second of the wall clock. May be set while timers run.</summary>
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
            ScaledTimer[] timers;
            lock (gate)
            {
                scaledTicks = Elapsed();
                wallBase = wall.GetTimestamp();
                speed = value;
                timers = [.. armed];
            }

            foreach (var timer in timers)
            {
                timer.Rearm();
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

    internal ITimer CreateWallTimer(TimerCallback callback) =>
        wall.CreateTimer(callback, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    internal TimeSpan ToWall(long ticks)
    {
        lock (gate)
        {
            return TimeSpan.FromTicks(Math.Max(0, (long)Math.Ceiling(ticks / speed)));
        }
    }

    internal void Armed(ScaledTimer timer)
    {
        lock (gate)
        {
            armed.Add(timer);
        }
    }

    internal void Disarmed(ScaledTimer timer)
    {
        lock (gate)
        {
            armed.Remove(timer);
        }
    }

    private static double Checked(double value) => value > 0 && double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, "A clock's speed is a finite number greater than 0.");

    private long Elapsed() => scaledTicks + (long)(wall.GetElapsedTime(wallBase).Ticks * speed);
}
