using System.Text.Json;
using CniMigration.Migration.Clusters;
using k8s;

namespace CniMigration.Migration.State;

/// <summary>The network policies that Cilium starts to enforce when its policy mode leaves <c>never</c>.</summary>
internal static class NetworkPolicies
{
    private static readonly (string Group, string Version, string Plural, string Kind)[] Kinds =
    [
        ("networking.k8s.io", "v1", "networkpolicies", "NetworkPolicy"),
        ("cilium.io", "v2", "ciliumnetworkpolicies", "CiliumNetworkPolicy"),
        ("cilium.io", "v2", "ciliumclusterwidenetworkpolicies", "CiliumClusterwideNetworkPolicy"),
    ];

    /// <summary>All of them, as kind and name; a kind that the cluster does not know has none.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(IKubernetes cluster, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        foreach (var (group, version, plural, kind) in Kinds)
        {
            if (await ListAsync(cluster, group, version, plural, cancellationToken) is { } list)
            {
                found.AddRange(list.GetProperty("items").EnumerateArray().Select(item => $"{kind} {Name(item.GetProperty("metadata"))}"));
            }
        }
        found.Sort(StringComparer.Ordinal);
        return found;
    }

    private static async Task<JsonElement?> ListAsync(IKubernetes cluster, string group, string version, string plural, CancellationToken cancellationToken) =>
        await cluster.CustomObjects.ListClusterCustomObjectAsync(group, version, plural, cancellationToken: cancellationToken).OrNullAsync() as JsonElement?;

    private static string Name(JsonElement metadata) =>
        metadata.TryGetProperty("namespace", out var space) ? $"{space.GetString()}/{metadata.GetProperty("name").GetString()}" : metadata.GetProperty("name").GetString()!;
}
