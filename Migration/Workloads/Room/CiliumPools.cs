using System.Text.Json;
using CniMigration.Migration.Clusters;
using CniMigration.Migration.Sides;

namespace CniMigration.Migration.Workloads.Room;

/// <summary>
/// What Cilium's nodes hold for their pods: in ENI mode the operator gives each node addresses, or prefixes, before they are needed, and the node's
/// CiliumNode says which. No subnet counts them as free any more.
/// </summary>
internal static class CiliumPools
{
    /// <summary>How many addresses each node has and has not given to anybody; nothing where Cilium is not there yet.</summary>
    internal static async Task<IReadOnlyDictionary<string, int>> FreeAsync(IKubernetes cluster, CancellationToken cancellationToken) =>
        (await cluster.CustomAsync(CiliumNames.Group, CiliumNames.Version, "ciliumnodes", cancellationToken).OrNullAsync() ?? [])
            .ToDictionary(node => node.TextAt("metadata", "name")!, Free);

    /// <summary>An agent that has not said yet what it has given may have given all of it.</summary>
    private static int Free(JsonElement node) => node.At("spec", "ipam", "pool") is { ValueKind: JsonValueKind.Object } pool
        && node.At("status", "ipam", "used") is { ValueKind: JsonValueKind.Object } used
            ? pool.EnumerateObject().Count(address => !used.TryGetProperty(address.Name, out _))
            : 0;
}
