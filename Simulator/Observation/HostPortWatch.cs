using CniMigration.Simulator.Nodes.Network;

namespace CniMigration.Simulator.Observation;

/// <summary>Counts how often a pod comes to be ready while its host ports lead nowhere.</summary>
internal sealed class HostPortWatch(NodeNetworks networks)
{
    private readonly HashSet<string> unserved = new(StringComparer.Ordinal);

    public int Lost { get; private set; }

    public void Observe(Pod pod)
    {
        if (!pod.Spec.HostNetwork && pod.Spec.Containers.Any(container => container.Ports.Any(port => port.HostPort > 0)))
        {
            Lost += Entries.Of(unserved, pod.Uid, pod.IsReady && networks.Find(pod.Spec.NodeName)?.ServesHostPorts(pod.Uid) == false);
        }
    }
}
