using CniMigration.Kubernetes.Controllers.Runtime;

namespace CniMigration.Simulator.Nodes.Network;

/// <summary>A port that is spoken to.</summary>
internal readonly record struct Traffic(int Port, string Protocol = "TCP");

/// <summary>
/// NetworkPolicies as Cilium enforces them where its agent started with the mode <c>default</c>: on pods that it manages, and knowing
/// only such pods as peers. aws-node enforces none.
/// </summary>
internal sealed class PolicyEnforcement(ClusterCache cache, Informer<NetworkPolicy> policies, NodeNetworks networks)
{
    public bool Allows(Pod from, Pod to, Traffic traffic) =>
        Direction(to, from, to, "Ingress", policy => policy.Ingress, rule => rule.From, traffic)
        && Direction(from, to, to, "Egress", policy => policy.Egress, rule => rule.To, traffic);

    /// <summary>Whether somebody who is no pod gets to a pod.</summary>
    public bool AllowsOutsider(Pod to, Traffic traffic) =>
        Direction(to, null, to, "Ingress", policy => policy.Ingress, rule => rule.From, traffic);

    private bool Direction(Pod guarded, Pod? peer, Pod target, string type, Func<NetworkPolicySpec, IReadOnlyList<NetworkPolicyRule>> rules,
        Func<NetworkPolicyRule, IReadOnlyList<NetworkPolicyPeer>> peers, Traffic traffic)
    {
        if (!IsEnforced(guarded))
        {
            return true;
        }

        var selecting = policies.All().Where(policy => policy.Namespace == guarded.Namespace && policy.Spec.PolicyTypes.Contains(type)
            && policy.Spec.PodSelector.Matches(guarded.Metadata.Labels)).ToList();
        return selecting.Count == 0 || selecting.Any(policy => rules(policy.Spec).Any(rule =>
            (peers(rule).Count == 0 || peers(rule).Any(candidate => peer is not null && Matches(candidate, policy.Namespace, peer)))
            && (rule.Ports.Count == 0 || rule.Ports.Any(port => Matches(port, target, traffic)))));
    }

    private bool IsEnforced(Pod pod) => IsManaged(pod) && networks.Find(pod.Spec.NodeName)!.PolicyMode == "default";

    private bool IsManaged(Pod pod) => networks.Find(pod.Spec.NodeName)?.Find(pod.Uid)?.GivenBy == CniKind.Cilium;

    private bool Matches(NetworkPolicyPeer peer, string policyNamespace, Pod pod)
    {
        if (!IsManaged(pod) || (peer.PodSelector is null && peer.NamespaceSelector is null))
        {
            return false;
        }

        var inNamespace = peer.NamespaceSelector is { } selector
            ? cache.Namespaces.Find(pod.Namespace) is { } found && selector.Matches(found.Metadata.Labels)
            : pod.Namespace == policyNamespace;
        return inNamespace && (peer.PodSelector is not { } pods || pods.Matches(pod.Metadata.Labels));
    }

    private static bool Matches(NetworkPolicyPort port, Pod target, Traffic traffic)
    {
        if (port.Protocol != traffic.Protocol)
        {
            return false;
        }

        return port.Port switch
        {
            null => true,
            { Text: { } name } => target.Spec.Containers.SelectMany(container => container.Ports)
                .Any(declared => declared.Name == name && declared.Number == traffic.Port),
            { Number: var first } => traffic.Port >= first && traffic.Port <= (port.EndPort ?? first),
        };
    }
}
