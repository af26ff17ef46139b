using System.Net;
using CniMigration.Kubernetes.Controllers.Runtime;

namespace CniMigration.Simulator.Nodes.Network;

/// <summary>
/// Whom a peer of a policy's rule means, to the CNI that enforces it. To the source's it is whoever has an address that the control plane found for
/// it (aws/amazon-network-policy-controller-k8s, pkg/resolvers/endpoints.go): pods by their labels, on whichever node and in whichever network they
/// are, and anybody by <c>ipBlock</c>. To Cilium it is an identity (cilium/cilium, Documentation/security/policy/language.rst, CIDR): pods that it
/// manages by their labels and never by address, what it does not manage by address and never by labels, and nodes by neither.
/// </summary>
internal sealed class PeerMatching(ClusterCache cache, NodeNetworks networks)
{
    public bool Matches(NetworkPolicyPeer peer, string policyNamespace, Pod pod, Pod guarded)
    {
        var byCilium = GivenBy(guarded) == CniKind.Cilium;
        var giver = GivenBy(pod);
        if (peer.IpBlock is { } block)
        {
            return (!byCilium || giver is not (null or CniKind.Cilium)) && Holds(block, pod.Status.PodIP);
        }

        return (!byCilium || giver == CniKind.Cilium) && IsNamed(peer, policyNamespace, pod);
    }

    /// <summary>The CNI of a pod's address; null where it has its node's.</summary>
    private CniKind? GivenBy(Pod pod) => networks.Find(pod.Spec.NodeName)?.Find(pod.Uid)?.GivenBy;

    private bool IsNamed(NetworkPolicyPeer peer, string policyNamespace, Pod pod)
    {
        if (peer.PodSelector is null && peer.NamespaceSelector is null)
        {
            return false;
        }

        var inNamespace = peer.NamespaceSelector is { } selector
            ? cache.Namespaces.Find(pod.Namespace) is { } found && selector.Matches(found.Metadata.Labels)
            : pod.Namespace == policyNamespace;
        return inNamespace && (peer.PodSelector is not { } pods || pods.Matches(pod.Metadata.Labels));
    }

    private static bool Holds(IpBlock block, string address) => IPAddress.TryParse(address, out var parsed)
        && Contains(block.Cidr, parsed) && !block.Except.Any(part => Contains(part, parsed));

    private static bool Contains(string network, IPAddress address) => IPNetwork.TryParse(network, out var parsed) && parsed.Contains(address);
}
