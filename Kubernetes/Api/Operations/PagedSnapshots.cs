using CniMigration.Kubernetes.Api.Store;

namespace CniMigration.Kubernetes.Api.Operations;

/// <summary>Keeps the moments that unfinished lists show, for as long as the real server would.</summary>
internal sealed class PagedSnapshots(TimeProvider clock)
{
    private const int Most = 16;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly Lock gate = new();
    private readonly LinkedList<(ResourceType Type, StoreSnapshot Snapshot, long Since)> kept = new();

    public void Keep(ResourceType type, StoreSnapshot snapshot)
    {
        lock (gate)
        {
            Forget();
            if (kept.Any(entry => entry.Type == type && entry.Snapshot.Revision == snapshot.Revision))
            {
                return;
            }

            kept.AddLast((type, snapshot, clock.GetTimestamp()));
            if (kept.Count > Most)
            {
                kept.RemoveFirst();
            }
        }
    }

    public StoreSnapshot Find(ResourceType type, long revision)
    {
        lock (gate)
        {
            Forget();
            foreach (var (keptType, snapshot, _) in kept)
            {
                if (keptType == type && snapshot.Revision == revision)
                {
                    return snapshot;
                }
            }
        }

        throw ApiException.Expired("The provided continue parameter is too old to display a consistent list result. "
            + "You must start a new list without the continue parameter.");
    }

    private void Forget()
    {
        while (kept.First is { } oldest && clock.GetElapsedTime(oldest.Value.Since) > Lifetime)
        {
            kept.RemoveFirst();
        }
    }
}
