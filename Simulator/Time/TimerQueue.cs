namespace CniMigration.Simulator.Time;

/// <summary>The armed timers of a clock, by deadline. Its user locks.</summary>
internal sealed class TimerQueue
{
    private readonly SortedSet<(long Deadline, long Number)> order = [];
    private readonly Dictionary<long, ScaledTimer> timers = [];
    private readonly Dictionary<ScaledTimer, (long Deadline, long Number, long Period)> entries = [];
    private long numbers;

    /// <summary>The next deadline; null where no timer is armed.</summary>
    public long? Earliest => order.Count > 0 ? order.Min.Deadline : null;

    public void Add(ScaledTimer timer, long deadline, long period)
    {
        var number = ++numbers;
        order.Add((deadline, number));
        timers.Add(number, timer);
        entries.Add(timer, (deadline, number, period));
    }

    public void Remove(ScaledTimer timer)
    {
        if (entries.Remove(timer, out var entry))
        {
            timers.Remove(entry.Number);
            order.Remove((entry.Deadline, entry.Number));
        }
    }

    /// <summary>The timers whose deadline is not after that time, earliest first; periodic ones are armed again.</summary>
    public IReadOnlyList<ScaledTimer> TakeDue(long now)
    {
        var due = new List<ScaledTimer>();
        while (order.Count > 0 && order.Min is var first && first.Deadline <= now)
        {
            var timer = timers[first.Number];
            var period = entries[timer].Period;
            Remove(timer);
            due.Add(timer);
            if (period > 0)
            {
                Add(timer, first.Deadline + period, period);
            }
        }

        return due;
    }
}
