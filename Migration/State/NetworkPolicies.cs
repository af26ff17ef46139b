using System.Text.Json;
using CniMigration.Migration.Clusters;
using CniMigration.Migration.Sides;

namespace CniMigration.Migration.State;

/// <summary>The network policies of a cluster, which Cilium starts to enforce when its policy mode leaves <c>never</c>.</summary>
/// <param name="OfKubernetes">Kubernetes' own.</param>
/// <param name="OfCilium">Cilium's, of a namespace or of all.</param>
internal sealed record NetworkPolicies(IReadOnlyList<V1NetworkPolicy> OfKubernetes, IReadOnlyList<CiliumPolicy> OfCilium)
{
    private static readonly (string Plural, string Kind)[] Kinds =
    [
        ("ciliumnetworkpolicies", "CiliumNetworkPolicy"),
        ("ciliumclusterwidenetworkpolicies", "CiliumClusterwideNetworkPolicy"),
    ];

    public bool IsEmpty => OfKubernetes.Count + OfCilium.Count == 0;

    /// <summary>All of them, as kind and name.</summary>
    public IReadOnlyList<string> Names =>
        [.. OfKubernetes.Select(NameOf).Concat(OfCilium.Select(policy => policy.Name)).Order(StringComparer.Ordinal)];

    /// <summary>Reads all; of a kind that the cluster does not know there are none.</summary>
    public static async Task<NetworkPolicies> ReadAsync(IKubernetes cluster, CancellationToken cancellationToken)
    {
        var found = new List<CiliumPolicy>();
        foreach (var (plural, kind) in Kinds)
        {
            var policies = await cluster.CustomAsync(CiliumNames.Group, CiliumNames.Version, plural, cancellationToken).OrNullAsync() ?? [];
            found.AddRange(policies.Select(policy => CiliumPolicy.Of(kind, policy)));
        }

        return new NetworkPolicies(await cluster.NetworkPoliciesAsync(cancellationToken), found);
    }

    public static string NameOf(V1NetworkPolicy policy) => $"NetworkPolicy {policy.Metadata.NamespaceProperty}/{policy.Metadata.Name}";
}

/// <summary>A network policy of Cilium's own kinds.</summary>
/// <param name="Name">Its kind and name.</param>
/// <param name="Namespace">Its namespace; null where it is of the whole cluster.</param>
internal sealed record CiliumPolicy(string Name, string? Namespace)
{
    public static CiliumPolicy Of(string kind, JsonElement policy)
    {
        var (ns, name) = (policy.TextAt("metadata", "namespace"), policy.TextAt("metadata", "name"));
        return new CiliumPolicy($"{kind} {(ns is null ? name : $"{ns}/{name}")}", ns);
    }
}
