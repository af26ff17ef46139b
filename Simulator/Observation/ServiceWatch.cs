using CniMigration.Kubernetes.Controllers.Runtime;
using CniMigration.Simulator.Nodes.Network;

namespace CniMigration.Simulator.Observation;

/// <summary>
/// Counts how often a living node comes to have both kube-proxy and Cilium in its place, or neither of them, and how often a pod is ready whose host
/// ports lead nowhere.
/// </summary>
internal sealed class ServiceWatch(ClusterCache cache, NodeNetworks networks)
{
    // A kube-proxy that is only restarted, or not there yet on a new node, is back long before; its rules stay meanwhile.
    private static readonly TimeSpan LongestRestart = TimeSpan.FromMinutes(3);

    // What changes on one node is looked at there; the others are looked at as often as nothing can be missed on them.
    private static readonly TimeSpan BetweenRounds = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, DateTimeOffset> withoutSince = new(StringComparer.Ordinal);
    private readonly HashSet<string> without = new(StringComparer.Ordinal);
    private readonly HashSet<string> two = new(StringComparer.Ordinal);
    private readonly HashSet<string> deaf = new(StringComparer.Ordinal);

    private DateTimeOffset lastRound = DateTimeOffset.MinValue;

    public int Without { get; private set; }

    public int Two { get; private set; }

    public int LostHostPorts { get; private set; }

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

    public void Observe(Pod? pod)
    {
        if (pod is { Spec.HostNetwork: false } && pod.Spec.Containers.Any(container => container.Ports.Any(port => port.HostPort > 0)))
        {
            LostHostPorts += Enters(deaf, pod.Uid, pod.IsReady && networks.Find(pod.Spec.NodeName)?.ServesHostPorts(pod.Uid) == false);
        }
    }

    private void Observe(Node node, DateTimeOffset now)
    {
        if (networks.Find(node.Name) is { } machine)
        {
            Two += Enters(two, node.Uid, machine is { KubeProxyRuns: true, ReplacesKubeProxy: true });
            Without += Enters(without, node.Uid, IsLong(node.Uid, node.IsReady && !machine.HasServices, now));
        }
    }

    private bool IsLong(string uid, bool isWithout, DateTimeOffset now)
    {
        var since = withoutSince.TryGetValue(uid, out var known) ? known : now;
        if (isWithout)
        {
            withoutSince[uid] = since;
        }
        else
        {
            withoutSince.Remove(uid);
        }

        return now - since > LongestRestart;
    }

    private static int Enters(HashSet<string> set, string uid, bool troubled)
    {
        if (!troubled)
        {
            set.Remove(uid);
            return 0;
        }

        return set.Add(uid) ? 1 : 0;
    }
}
