using CniMigration.Migration.Clusters;
using CniMigration.Migration.Sides;
using CniMigration.Migration.Waiting;

namespace CniMigration.Migration.Connectivity;

/// <summary>Proves that Cilium knows every pod with an address of its own on its nodes: one that it does not know would meet no policy.</summary>
internal sealed class EndpointProof(IKubernetes cluster, Waiter waiter, ConnectivityRequest request)
{
    internal async Task ProveAsync(CancellationToken cancellationToken)
    {
        await waiter.ProveAsync(
            "a CiliumEndpoint for every pod on a Cilium node",
            request.Timeout,
            "These pods were started before Cilium took their node: restart them, and run again.",
            async token => Look.At(await MissingAsync(token)),
            cancellationToken);
    }

    private async Task<IReadOnlyCollection<string>> MissingAsync(CancellationToken cancellationToken)
    {
        var nodes = (await cluster.NodesAsync(request.CiliumNodeSelector, cancellationToken)).Select(n => n.Metadata.Name).ToHashSet();
        var pods = (await cluster.PodsAsync(cancellationToken))
            .Where(p => p.Spec.HostNetwork != true && nodes.Contains(p.Spec.NodeName ?? "") && !p.IsFinished() && !p.IsTerminating())
            .Select(p => (p.Metadata.NamespaceProperty, p.Metadata.Name));
        var known = await EndpointsAsync(cancellationToken);
        return [.. pods.Where(p => !known.Contains(p)).Select(p => $"{p.NamespaceProperty}/{p.Name}").Order(StringComparer.Ordinal)];
    }

    private async Task<HashSet<(string? Namespace, string? Name)>> EndpointsAsync(CancellationToken cancellationToken) =>
        [.. (await cluster.CustomAsync(CiliumNames.Group, CiliumNames.Version, "ciliumendpoints", cancellationToken))
            .Select(endpoint => (endpoint.TextAt("metadata", "namespace"), endpoint.TextAt("metadata", "name")))];
}
