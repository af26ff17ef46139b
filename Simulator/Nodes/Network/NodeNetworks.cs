using System.Collections.Concurrent;

namespace CniMigration.Simulator.Nodes.Network;

/// <summary>The networks of the nodes that are switched on, by the nodes' names.</summary>
internal sealed class NodeNetworks
{
    private readonly ConcurrentDictionary<string, NodeNetwork> networks = new(StringComparer.Ordinal);

    public NodeNetwork? Find(string nodeName) => networks.GetValueOrDefault(nodeName);

    public void Add(NodeNetwork network) => networks[network.Instance.NodeName] = network;

    public void Remove(string nodeName) => networks.TryRemove(nodeName, out _);
}
