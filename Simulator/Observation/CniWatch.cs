using CniMigration.Kubernetes.Controllers.Runtime;
using CniMigration.Simulator.Nodes.Network;

namespace CniMigration.Simulator.Observation;

/// <summary>Counts how often a living node comes to be without its CNI's agent, or to have something of both CNIs.</summary>
internal sealed class CniWatch(ClusterCache cache, NodeNetworks networks)
{
    // An agent that is only restarted is back long before.
    private static readonly TimeSpan LongestRestart = TimeSpan.FromMinutes(3);

    // What changes on one node is looked at there; the others are looked at as often as nothing can be missed on them.
    private static readonly TimeSpan BetweenRounds = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, DateTimeOffset> agentlessSince = new(StringComparer.Ordinal);
    private readonly HashSet<string> without = new(StringComparer.Ordinal);
    private readonly HashSet<string> two = new(StringComparer.Ordinal);

    private DateTimeOffset lastRound = DateTimeOffset.MinValue;

    public int Without { get; private set; }

    public int Two { get; private set; }

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

    private void Observe(Node node, DateTimeOffset now)
    {
        if (networks.Find(node.Name) is not { } machine)
        {
            agentlessSince.Remove(node.Uid);
            return;
        }

        var (source, cilium) = (machine.AgentRuns(CniKind.Source), machine.AgentRuns(CniKind.Cilium));
        Two += Enters(two, node.Uid, (source || machine.InCharge == CniKind.Source) && (cilium || machine.InCharge == CniKind.Cilium));
        Without += Enters(without, node.Uid, IsLongAgentless(node.Uid, node.IsReady && !source && !cilium, now));
    }

    private bool IsLongAgentless(string uid, bool agentless, DateTimeOffset now)
    {
        var since = agentlessSince.TryGetValue(uid, out var known) ? known : now;
        if (agentless)
        {
            agentlessSince[uid] = since;
        }
        else
        {
            agentlessSince.Remove(uid);
        }

        return now - since > LongestRestart;
    }

    private static int Enters(HashSet<string> nodes, string uid, bool troubled)
    {
        if (!troubled)
        {
            nodes.Remove(uid);
            return 0;
        }

        return nodes.Add(uid) ? 1 : 0;
    }
}
