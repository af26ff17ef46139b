using System.Text.Json;
using CniMigration.Migration.Clusters;
using CniMigration.Migration.Sides;

namespace CniMigration.Migration.State;

/// <summary>The network policies that Cilium starts to enforce when its policy mode leaves <c>never</c>.</summary>
internal static class NetworkPolicies
{
    private static readonly (string Group, string Version, string Plural, string Kind)[] Kinds =
    [
        ("networking.k8s.io", "v1", "networkpolicies", "NetworkPolicy"),
        (CiliumNames.Group, CiliumNames.Version, "ciliumnetworkpolicies", "CiliumNetworkPolicy"),
        (CiliumNames.Group, CiliumNames.Version, "ciliumclusterwidenetworkpolicies", "CiliumClusterwideNetworkPolicy"),
    ];

    /// <summary>All of them, as kind and name; a kind that the cluster does not know has none.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(IKubernetes cluster, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        foreach (var (group, version, plural, kind) in Kinds)
        {
            var policies = await cluster.CustomAsync(group, version, plural, cancellationToken).OrNullAsync() ?? [];
            found.AddRange(policies.Select(policy => $"{kind} {Name(policy)}"));
        }

        found.Sort(StringComparer.Ordinal);
        return found;
    }

    private static string Name(JsonElement policy) => policy.TextAt("metadata", "namespace") is { } ns
        ? $"{ns}/{policy.TextAt("metadata", "name")}"
        : policy.TextAt("metadata", "name")!;
}
