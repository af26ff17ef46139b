using CniMigration.Kubernetes.Controllers.Runtime;
using CniMigration.Simulator.Nodes.Network;

namespace CniMigration.Simulator.Observation;

/// <summary>Counts how often a living node comes to have both kube-proxy and Cilium in its place, or neither of them.</summary>
internal sealed class ServiceWatch(ClusterCache cache, NodeNetworks networks) : NodeWatch(cache, networks)
{
    protected override (bool Has, bool HasTwo) Look(NodeNetwork machine) =>
        (machine.HasServices, machine is { KubeProxyRuns: true, ReplacesKubeProxy: true });
}
