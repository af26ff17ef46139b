using System.Text.Json;
using CniMigration.Migration.Clusters;
using CniMigration.Migration.Errors;
using CniMigration.Migration.State;
using CniMigration.Migration.Waiting;
using k8s;

namespace CniMigration.Migration.Connectivity;

/// <summary>Proves that Cilium knows every pod with an address of its own on its nodes: one that it does not know would meet no policy.</summary>
internal sealed class EndpointProof(IKubernetes cluster, Waiter waiter, ConnectivityRequest request)
{
    internal async Task ProveAsync(CancellationToken ct)
    {
        try
        {
            await waiter.UntilAsync(
                "a CiliumEndpoint for every pod on a Cilium node",
                request.Timeout,
                "These pods were started before Cilium took their node: restart them, and run again.",
                async token => Look.At(await MissingAsync(token)),
                ct);
        }
        catch (WaitTimedOutException late)
        {
            throw new GateFailedException(late.Message, late);
        }
    }

    private async Task<IReadOnlyCollection<string>> MissingAsync(CancellationToken ct)
    {
        var nodes = (await cluster.NodesAsync(request.CiliumNodeSelector, ct)).Select(n => n.Metadata.Name).ToHashSet();
        var pods = (await cluster.PodsAsync(ct))
            .Where(p => p.Spec.HostNetwork != true && nodes.Contains(p.Spec.NodeName ?? "") && !p.IsFinished() && !p.IsTerminating())
            .Select(p => (p.Metadata.NamespaceProperty, p.Metadata.Name));
        var known = await EndpointsAsync(ct);
        return [.. pods.Where(p => !known.Contains(p)).Select(p => $"{p.NamespaceProperty}/{p.Name}").Order(StringComparer.Ordinal)];
    }

    private async Task<HashSet<(string Namespace, string Name)>> EndpointsAsync(CancellationToken ct)
    {
        var known = new HashSet<(string, string)>();
        string? next = null;
        do
        {
            var page = await cluster.CustomObjects.ListClusterCustomObjectAsync<JsonElement>(
                "cilium.io", "v2", "ciliumendpoints", limit: 500, continueParameter: next, cancellationToken: ct);
            foreach (var item in page.GetProperty("items").EnumerateArray())
            {
                var metadata = item.GetProperty("metadata");
                known.Add((metadata.GetProperty("namespace").GetString()!, metadata.GetProperty("name").GetString()!));
            }

            next = page.TryGetProperty("metadata", out var list) && list.TryGetProperty("continue", out var more) ? more.GetString() : null;
        }
        while (!string.IsNullOrEmpty(next));

        return known;
    }
}
