namespace CniMigration.Kubernetes.Api.Store;

/// <summary>The recent changes of one type, in one ring that all its watchers read from.</summary>
internal sealed class EventLog(int capacity, long since)
{
    private readonly Lock gate = new();
    private StoreEvent[] ring = new StoreEvent[Math.Min(capacity, 64)];
    private long first;
    private long next;
    private long compacted = since;
    private TaskCompletionSource? changed;

    /// <summary>Changes up to this revision are no longer remembered.</summary>
    public long CompactedRevision
    {
        get
        {
            lock (gate)
            {
                return compacted;
            }
        }
    }

    public void Append(StoreEvent change)
    {
        TaskCompletionSource? waiting;
        lock (gate)
        {
            if (next - first == ring.Length)
            {
                MakeRoom();
            }

            ring[next % ring.Length] = change;
            next++;
            waiting = changed;
            changed = null;
        }

        waiting?.TrySetResult();
    }

    /// <summary>Forgets what happened up to a revision, as etcd's compaction does.</summary>
    public void Compact(long revision)
    {
        lock (gate)
        {
            while (first < next && ring[first % ring.Length].Revision <= revision)
            {
                ring[first % ring.Length] = default;
                first++;
            }

            compacted = Math.Max(compacted, revision);
        }
    }

    /// <summary>Where to read on after a revision; null when that is no longer remembered.</summary>
    public long? PositionAfter(long revision)
    {
        lock (gate)
        {
            if (revision < compacted)
            {
                return null;
            }

            var (low, high) = (first, next);
            while (low < high)
            {
                var middle = low + ((high - low) / 2);
                if (ring[middle % ring.Length].Revision <= revision)
                {
                    low = middle + 1;
                }
                else
                {
                    high = middle;
                }
            }

            return low;
        }
    }

    /// <summary>What happened after a revision; null when that is no longer remembered.</summary>
    public List<StoreEvent>? Since(long revision)
    {
        lock (gate)
        {
            if (PositionAfter(revision) is not { } position)
            {
                return null;
            }

            var changes = new List<StoreEvent>();
            for (; position < next; position++)
            {
                changes.Add(ring[position % ring.Length]);
            }

            return changes;
        }
    }

    /// <summary>Copies what there is from a position on; false when the reader fell behind the ring.</summary>
    public bool TryRead(ref long position, List<StoreEvent> batch, int most, out Task more)
    {
        batch.Clear();
        lock (gate)
        {
            if (position < first)
            {
                more = Task.CompletedTask;
                return false;
            }

            while (position < next && batch.Count < most)
            {
                batch.Add(ring[position % ring.Length]);
                position++;
            }

            more = batch.Count > 0
                ? Task.CompletedTask
                : (changed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            return true;
        }
    }

    private void MakeRoom()
    {
        if (ring.Length < capacity)
        {
            var larger = new StoreEvent[Math.Min(capacity, ring.Length * 2)];
            for (var index = first; index < next; index++)
            {
                larger[index % larger.Length] = ring[index % ring.Length];
            }

            ring = larger;
            return;
        }

        compacted = ring[first % ring.Length].Revision;
        first++;
    }
}
