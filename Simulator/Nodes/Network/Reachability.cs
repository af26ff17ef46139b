using CniMigration.Simulator.Faults;

namespace CniMigration.Simulator.Nodes.Network;

/// <summary>
/// Who can speak to whom: a matter of addresses, living nodes, security groups and enforced policies. Agents are not needed for it once a
/// sandbox is made.
/// </summary>
internal sealed class Reachability(ClusterContext cluster, NodeNetworks networks)
{
    private readonly PolicyEnforcement policies = new(cluster.Cache, cluster.Policies, networks);

    /// <summary>Whether a packet from one pod gets to another, and an answer back.</summary>
    public bool Connects(Pod from, Pod to, Traffic traffic)
    {
        if (Groups(from) is not { } source || Groups(to) is not { } target)
        {
            return false;
        }

        // Within a node nothing passes an elastic network interface.
        return (from.Spec.NodeName == to.Spec.NodeName || (cluster.Network.SecurityGroups.Allow(source, target) && !IsCut(from, to)))
            && policies.Allows(from, to, traffic);
    }

    /// <summary>Whether the control plane gets to a pod.</summary>
    public bool ControlPlaneReaches(Pod pod, Traffic traffic) => Groups(pod) is { } target
        && cluster.Network.SecurityGroups.Allow([cluster.SecurityGroupId], target) && policies.AllowsOutsider(pod, traffic);

    private bool IsCut(Pod from, Pod to) => cluster.Faults.IsOn(FaultCatalogue.SecurityGroupCutsCnis)
        && GivenBy(from) is { } sender && GivenBy(to) is { } receiver && sender != receiver;

    /// <summary>The CNI of a pod's address; null for one that has its node's.</summary>
    public CniKind? GivenBy(Pod pod) => pod.Spec.HostNetwork ? null : networks.Find(pod.Spec.NodeName)?.Find(pod.Uid)?.GivenBy;

    private IReadOnlyList<string>? Groups(Pod pod)
    {
        if (pod.Status.PodIP.Length == 0 || pod.IsFinished || networks.Find(pod.Spec.NodeName) is not { } node)
        {
            return null;
        }

        return pod.Spec.HostNetwork ? node.Instance.SecurityGroups : node.Find(pod.Uid)?.SecurityGroups;
    }
}
