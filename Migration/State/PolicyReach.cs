using System.Globalization;
using System.Net;

namespace CniMigration.Migration.State;

/// <summary>What becomes of network policies when another CNI enforces them.</summary>
internal static class PolicyReach
{
    /// <summary>
    /// Policies with a rule by <c>ipBlock</c> that an address of the cluster matches today, with the block. Under Cilium such a rule selects only what
    /// is outside of the cluster, neither pods nor nodes (cilium/cilium, Documentation/security/policy/language.rst, CIDR: not where both sides "are
    /// either managed by Cilium or use an IP belonging to a node in the cluster").
    /// </summary>
    /// <param name="policies">The policies.</param>
    /// <param name="addresses">The addresses of nodes and pods.</param>
    public static IReadOnlyList<string> ByAddress(NetworkPolicies policies, IEnumerable<string> addresses)
    {
        var known = addresses.Select(address => IPAddress.TryParse(address, out var parsed) ? parsed : null).OfType<IPAddress>().Distinct().ToList();
        return
        [
            .. policies.OfKubernetes
                .Select(policy => (policy, Blocks: Blocks(policy).Where(block => known.Exists(block.Holds)).Select(block => block.Cidr).Distinct().ToList()))
                .Where(each => each.Blocks.Count > 0)
                .Select(each => $"{NetworkPolicies.NameOf(each.policy)} ({string.Join(", ", each.Blocks)})")
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>
    /// The namespaces of pods that a policy selects or that a rule names as peers, with how many such pods there are. To an agent a pod whose
    /// networking "is not provided by Cilium" (there) is the world outside, so a rule that names it by its labels would not let it in.
    /// Of Cilium's own policies the namespace is taken for all that they have to do with, or the cluster.
    /// </summary>
    /// <param name="policies">The policies.</param>
    /// <param name="pods">The pods, those with addresses of their own.</param>
    /// <param name="namespaces">All namespaces.</param>
    public static IReadOnlyList<string> Concerned(NetworkPolicies policies, IEnumerable<V1Pod> pods, IReadOnlyList<V1Namespace> namespaces)
    {
        var labels = namespaces.ToDictionary(ns => ns.Metadata.Name, ns => ns.Metadata.Labels);
        var ofCilium = policies.OfCilium.Select(policy => policy.Namespace).ToHashSet();
        return
        [
            .. pods
                .Where(pod => ofCilium.Contains(null) || ofCilium.Contains(pod.Metadata.NamespaceProperty)
                    || policies.OfKubernetes.Any(policy => Selects(policy, pod) || Peers(policy).Any(peer => Names(policy, peer, pod, labels))))
                .CountBy(pod => pod.Metadata.NamespaceProperty)
                .OrderBy(each => each.Key, StringComparer.Ordinal)
                .Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Key} ({each.Value})")),
        ];
    }

    private static bool Selects(V1NetworkPolicy policy, V1Pod pod) => pod.Metadata.NamespaceProperty == policy.Metadata.NamespaceProperty
        && (policy.Spec?.PodSelector ?? new V1LabelSelector()).Selects(pod.Metadata.Labels);

    private static IEnumerable<V1NetworkPolicyPeer> Peers(V1NetworkPolicy policy) =>
        (policy.Spec?.Ingress ?? []).SelectMany(rule => rule.FromProperty ?? []).Concat((policy.Spec?.Egress ?? []).SelectMany(rule => rule.To ?? []));

    private static IEnumerable<V1IPBlock> Blocks(V1NetworkPolicy policy) => Peers(policy).Select(peer => peer.IpBlock).OfType<V1IPBlock>();

    private static bool Names(V1NetworkPolicy policy, V1NetworkPolicyPeer peer, V1Pod pod, Dictionary<string, IDictionary<string, string>> labels) =>
        peer.IpBlock is null
        && (peer.NamespaceSelector is { } spaces
            ? spaces.Selects(labels.GetValueOrDefault(pod.Metadata.NamespaceProperty))
            : pod.Metadata.NamespaceProperty == policy.Metadata.NamespaceProperty)
        && (peer.PodSelector is not { } selector || selector.Selects(pod.Metadata.Labels));

    private static bool Holds(this V1IPBlock block, IPAddress address) =>
        IPNetwork.TryParse(block.Cidr, out var network) && network.Contains(address)
        && !(block.Except ?? []).Any(part => IPNetwork.TryParse(part, out var excepted) && excepted.Contains(address));
}
