using System.Text.Json;
using CniMigration.Migration.Errors;
using k8s;
using k8s.Autorest;

namespace CniMigration.Migration.Workloads.Planning.Room;

/// <summary>
/// What Cilium's nodes hold for their pods: in ENI mode the operator gives each node addresses, or prefixes, before they are needed, and the node's
/// CiliumNode says which. No subnet counts them as free any more.
/// </summary>
internal static class CiliumPools
{
    private const int Page = 500;

    /// <summary>How many addresses each node has and has not given to anybody; nothing where Cilium is not there yet.</summary>
    internal static async Task<IReadOnlyDictionary<string, int>> FreeAsync(IKubernetes cluster, CancellationToken cancellationToken)
    {
        var free = new Dictionary<string, int>();
        string? next = null;
        try
        {
            do
            {
                var page = await cluster.CustomObjects.ListClusterCustomObjectAsync<JsonElement>(
                    "cilium.io", "v2", "ciliumnodes", limit: Page, continueParameter: next, cancellationToken: cancellationToken);
                foreach (var node in page.GetProperty("items").EnumerateArray())
                {
                    free[node.GetProperty("metadata").GetProperty("name").GetString()!] = Free(node);
                }

                next = At(page, "metadata", "continue") is { } more ? more.GetString() : null;
            }
            while (!string.IsNullOrEmpty(next));
        }
        catch (HttpOperationException refused) when (refused.IsNotFound())
        {
            return new Dictionary<string, int>();
        }

        return free;
    }

    /// <summary>An agent that has not said yet what it has given may have given all of it.</summary>
    private static int Free(JsonElement node) => At(node, "spec", "ipam", "pool") is { ValueKind: JsonValueKind.Object } pool
        && At(node, "status", "ipam", "used") is { ValueKind: JsonValueKind.Object } used
            ? pool.EnumerateObject().Count(address => !used.TryGetProperty(address.Name, out _))
            : 0;

    private static JsonElement? At(JsonElement from, params string[] path)
    {
        foreach (var step in path)
        {
            if (from.ValueKind is not JsonValueKind.Object || !from.TryGetProperty(step, out from))
            {
                return null;
            }
        }

        return from;
    }
}
