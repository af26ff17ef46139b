namespace CniMigration.Simulator.Observation;

/// <summary>Adds up how many ready replicas are missing, and for how long, of the workloads that once had them all.</summary>
internal sealed class ReplicaWatch
{
    private readonly Dictionary<string, int> missing = new(StringComparer.Ordinal);
    private double podSeconds;
    private DateTimeOffset since;

    public void Observe(string uid, (int Wanted, int Ready)? workload, DateTimeOffset now)
    {
        Advance(now);
        if (workload is not var (wanted, ready))
        {
            missing.Remove(uid);
        }
        else if (missing.ContainsKey(uid) || (wanted > 0 && ready >= wanted))
        {
            missing[uid] = Math.Max(0, wanted - ready);
        }
    }

    public double MissingPodSeconds(DateTimeOffset now)
    {
        Advance(now);
        return podSeconds;
    }

    private void Advance(DateTimeOffset now)
    {
        // Notifications of two writers may come a little out of order.
        if (now > since)
        {
            podSeconds += missing.Values.Sum() * (now - since).TotalSeconds;
            since = now;
        }
    }
}
