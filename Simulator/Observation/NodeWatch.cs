using CniMigration.Kubernetes.Controllers.Runtime;
using CniMigration.Simulator.Nodes.Network;

namespace CniMigration.Simulator.Observation;

/// <summary>
/// Counts how often a living node comes to be without something that has to be there once, for longer than a restart takes, or to have it twice.
/// </summary>
internal abstract class NodeWatch(ClusterCache cache, NodeNetworks networks)
{
    // What is only restarted, or is not there yet on a new node, is back long before.
    private static readonly TimeSpan LongestRestart = TimeSpan.FromMinutes(3);

    // What changes on one node is looked at there; the others are looked at as often as nothing can be missed on them.
    private static readonly TimeSpan BetweenRounds = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, DateTimeOffset> withoutSince = new(StringComparer.Ordinal);
    private readonly HashSet<string> without = new(StringComparer.Ordinal);
    private readonly HashSet<string> two = new(StringComparer.Ordinal);

    private DateTimeOffset lastRound = DateTimeOffset.MinValue;

    public int Without { get; private set; }

    public int Two { get; private set; }

    /// <summary>Looks at all nodes.</summary>
    public void Observe(DateTimeOffset now)
    {
        lastRound = now;
        foreach (var node in cache.Nodes.All())
        {
            Observe(node, now);
        }
    }

    /// <summary>Something has changed on a node.</summary>
    public void Observe(string nodeName, DateTimeOffset now)
    {
        if (now - lastRound >= BetweenRounds)
        {
            Observe(now);
        }
        else if (cache.Nodes.Find(nodeName) is { } node)
        {
            Observe(node, now);
        }
    }

    /// <summary>Whether a machine has what has to be there, and whether it has it twice.</summary>
    protected abstract (bool Has, bool HasTwo) Look(NodeNetwork machine);

    private void Observe(Node node, DateTimeOffset now)
    {
        if (networks.Find(node.Name) is not { } machine)
        {
            withoutSince.Remove(node.Uid);
            return;
        }

        var (has, hasTwo) = Look(machine);
        Two += Entries.Of(two, node.Uid, hasTwo);
        Without += Entries.Of(without, node.Uid, IsLongWithout(node.Uid, node.IsReady && !has, now));
    }

    private bool IsLongWithout(string uid, bool isWithout, DateTimeOffset now)
    {
        if (!isWithout)
        {
            withoutSince.Remove(uid);
            return false;
        }

        withoutSince.TryAdd(uid, now);
        return now - withoutSince[uid] > LongestRestart;
    }
}
