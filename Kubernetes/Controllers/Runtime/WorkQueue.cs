using System.Threading.Channels;

namespace CniMigration.Kubernetes.Controllers.Runtime;

/// <summary>
/// Keys to reconcile. A key waits at most once, and is never handed out while it is being worked on: what is added
/// meanwhile comes back when that is done.
/// </summary>
internal sealed class WorkQueue<TKey> : IDisposable
    where TKey : notnull
{
    private readonly Lock gate = new();
    private readonly TimeProvider clock;
    private readonly ITimer timer;
    private readonly Channel<TKey> ready = Channel.CreateUnbounded<TKey>();
    private readonly HashSet<TKey> waiting = [];
    private readonly HashSet<TKey> working = [];
    private readonly PriorityQueue<TKey, long> delayed = new();
    private readonly Dictionary<TKey, long> due = [];

    public WorkQueue(TimeProvider clock)
    {
        this.clock = clock;
        timer = clock.CreateTimer(_ => Release(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Add(TKey key)
    {
        lock (gate)
        {
            AddLocked(key);
        }
    }

    /// <summary>Adds a key later; of several times the earliest counts.</summary>
    public void AddAfter(TKey key, TimeSpan delay)
    {
        if (delay <= TimeSpan.Zero)
        {
            Add(key);
            return;
        }
        lock (gate)
        {
            var at = (clock.GetUtcNow() + delay).UtcTicks;
            if (due.TryGetValue(key, out var known) && known <= at)
            {
                return;
            }

            due[key] = at;
            delayed.Enqueue(key, at);
            ScheduleLocked();
        }
    }

    public async Task<TKey> TakeAsync(CancellationToken cancellationToken)
    {
        var key = await ready.Reader.ReadAsync(cancellationToken);
        lock (gate)
        {
            waiting.Remove(key);
            working.Add(key);
        }

        return key;
    }

    public void Done(TKey key)
    {
        lock (gate)
        {
            working.Remove(key);
            if (waiting.Contains(key))
            {
                ready.Writer.TryWrite(key);
            }
        }
    }

    public void Dispose() => timer.Dispose();

    private void AddLocked(TKey key)
    {
        if (waiting.Add(key) && !working.Contains(key))
        {
            ready.Writer.TryWrite(key);
        }
    }

    private void Release()
    {
        lock (gate)
        {
            var now = clock.GetUtcNow().UtcTicks;
            while (delayed.TryPeek(out var key, out var at) && at <= now)
            {
                delayed.Dequeue();
                if (!due.TryGetValue(key, out var current) || current != at)
                {
                    continue;
                }

                due.Remove(key);
                AddLocked(key);
            }
            ScheduleLocked();
        }
    }

    private void ScheduleLocked()
    {
        if (!delayed.TryPeek(out _, out var at))
        {
            return;
        }

        var wait = TimeSpan.FromTicks(Math.Max(at - clock.GetUtcNow().UtcTicks, TimeSpan.TicksPerMillisecond));
        timer.Change(wait, Timeout.InfiniteTimeSpan);
    }
}
