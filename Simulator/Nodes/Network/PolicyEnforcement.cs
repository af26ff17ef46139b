using CniMigration.Kubernetes.Controllers.Runtime;

namespace CniMigration.Simulator.Nodes.Network;

/// <summary>A port that is spoken to.</summary>
internal readonly record struct Traffic(int Port, string Protocol = "TCP");

/// <summary>
/// NetworkPolicies as the CNI of a pod's address enforces them, where it does: Cilium where its agent started with the mode <c>default</c>, the
/// source's where it has an agent for them. They differ in whom a rule means: see <see cref="PeerMatching"/>.
/// </summary>
internal sealed class PolicyEnforcement(ClusterCache cache, Informer<NetworkPolicy> policies, NodeNetworks networks)
{
    private readonly PeerMatching peers = new(cache, networks);

    public bool Allows(Pod from, Pod to, Traffic traffic) =>
        Direction(to, from, to, "Ingress", policy => policy.Ingress, rule => rule.From, traffic)
        && Direction(from, to, to, "Egress", policy => policy.Egress, rule => rule.To, traffic);

    /// <summary>Whether somebody who is no pod gets to a pod.</summary>
    public bool AllowsOutsider(Pod to, Traffic traffic) =>
        Direction(to, null, to, "Ingress", policy => policy.Ingress, rule => rule.From, traffic);

    /// <summary>The policies that select a pod, whether they are enforced or not.</summary>
    public IEnumerable<NetworkPolicy> Selecting(Pod pod) => policies.All()
        .Where(policy => policy.Namespace == pod.Namespace && policy.Spec.PodSelector.Matches(pod.Metadata.Labels));

    /// <summary>Whether policies are enforced on a pod; null where it has no address of its own, which none is ever enforced on.</summary>
    public bool? IsEnforced(Pod pod) =>
        networks.Find(pod.Spec.NodeName) is { } node && node.Find(pod.Uid) is { } sandbox ? node.Enforces(sandbox.GivenBy) : null;

    private bool Direction(Pod guarded, Pod? peer, Pod target, string type, Func<NetworkPolicySpec, IReadOnlyList<NetworkPolicyRule>> rules,
        Func<NetworkPolicyRule, IReadOnlyList<NetworkPolicyPeer>> named, Traffic traffic)
    {
        if (IsEnforced(guarded) != true)
        {
            return true;
        }

        var selecting = Selecting(guarded).Where(policy => policy.Spec.PolicyTypes.Contains(type)).ToList();
        return selecting.Count == 0 || selecting.Any(policy => rules(policy.Spec).Any(rule =>
            (named(rule).Count == 0 || named(rule).Any(candidate => peer is not null && peers.Matches(candidate, policy.Namespace, peer, guarded)))
            && (rule.Ports.Count == 0 || rule.Ports.Any(port => Matches(port, target, traffic)))));
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
