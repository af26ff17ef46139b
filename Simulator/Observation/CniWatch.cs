using CniMigration.Kubernetes.Controllers.Runtime;
using CniMigration.Simulator.Nodes.Network;

namespace CniMigration.Simulator.Observation;

/// <summary>Counts how often a living node comes to be without its CNI's agent, or to have something of both CNIs.</summary>
internal sealed class CniWatch(ClusterCache cache, NodeNetworks networks) : NodeWatch(cache, networks)
{
    protected override (bool Has, bool HasTwo) Look(NodeNetwork machine)
    {
        var (source, cilium) = (machine.AgentRuns(CniKind.Source), machine.AgentRuns(CniKind.Cilium));
        return (source || cilium, (source || machine.InCharge == CniKind.Source) && (cilium || machine.InCharge == CniKind.Cilium));
    }
}
