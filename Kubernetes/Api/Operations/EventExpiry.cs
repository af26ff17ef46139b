using CniMigration.Kubernetes.Api.Store;
using CniMigration.Kubernetes.Kinds;

namespace CniMigration.Kubernetes.Api.Operations;

/// <summary>Lets Events go an hour after they were last written. It looks whenever Events are read or written.</summary>
internal sealed class EventExpiry(ObjectStore store, TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly Lock gate = new();
    private readonly Queue<(string Key, long Version, long Since)> written = new();

    public void Written(ApiObject item)
    {
        lock (gate)
        {
            written.Enqueue((item.Key, item.ResourceVersion, clock.GetTimestamp()));
        }

        Sweep();
    }

    public void Sweep()
    {
        lock (gate)
        {
            while (written.TryPeek(out var oldest) && clock.GetElapsedTime(oldest.Since) >= Lifetime)
            {
                written.Dequeue();
                // One that was written again since then stands further back in the queue.
                if (store.Find(ResourceTypes.Events, oldest.Key) is { } item && item.ResourceVersion == oldest.Version)
                {
                    store.TryRemove(item);
                }
            }
        }
    }
}
