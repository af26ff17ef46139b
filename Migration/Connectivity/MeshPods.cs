using CniMigration.Migration.Clusters;

namespace CniMigration.Migration.Connectivity;

/// <summary>Goldpinger's pods as the API server knows them, and from which of them the mesh is read.</summary>
/// <param name="NodeOf">The node of each pod.</param>
/// <param name="Observers">One pod on each side that has nodes, with the side's name.</param>
/// <param name="CiliumNodes">The names of the nodes of Cilium.</param>
internal sealed record MeshPods(
    IReadOnlyDictionary<string, string> NodeOf, IReadOnlyList<(string Side, string Pod)> Observers, IReadOnlySet<string> CiliumNodes)
{
    private const string ZoneLabel = "topology.kubernetes.io/zone";

    /// <summary>Whom they ping, and how often.</summary>
    internal MeshSampling Sampling { get; init; } = new(0, TimeSpan.Zero);

    /// <summary>The zone of each node that has one.</summary>
    internal IReadOnlyDictionary<string, string> Zones { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether each pod pings some of the others, and not all.</summary>
    internal bool IsSampled => Sampling.Peers > 0 && Sampling.Peers < NodeOf.Count;

    internal string ZoneOf(string node) => Zones.GetValueOrDefault(node, "unknown");

    internal IReadOnlySet<string> Names => NodeOf.Keys.ToHashSet();

    /// <summary>The pods when all that should be there are Ready and no other is left, else what is missing.</summary>
    internal static async Task<(MeshPods? Pods, string Missing)> ReadAsync(
        IKubernetes cluster, ConnectivityRequest request, CancellationToken cancellationToken)
    {
        var daemons = await cluster.DaemonSet(request.Namespace, request.DaemonSet).ReadAsync(cancellationToken);
        var deployment = await cluster.Deployment(request.Namespace, request.Deployment).ReadAsync(cancellationToken);
        if (daemons is null || deployment is null)
        {
            return (null, $"{(daemons is null ? $"DaemonSet {request.DaemonSet}" : $"Deployment {request.Deployment}")} is not there");
        }

        if ((daemons.Status?.ObservedGeneration ?? 0) < (daemons.Metadata.Generation ?? 0)
            || (deployment.Status?.ObservedGeneration ?? 0) < (deployment.Metadata.Generation ?? 0))
        {
            return (null, "a change of goldpinger has not been taken up yet");
        }

        var expected = (daemons.Status?.DesiredNumberScheduled ?? 0) + (deployment.Spec.Replicas ?? 1);
        var pods = (await cluster.PodsAsync(request.Namespace, request.Selector, cancellationToken)).Where(p => !p.IsFinished()).ToList();
        if (pods.Where(p => p.IsTerminating()).ToList() is { Count: > 0 } ending)
        {
            return (null, $"{ending.Count} goldpinger pod(s) still ending: {string.Join(", ", ending.Take(3).Select(p => p.Metadata.Name))}");
        }

        if (pods.Count != expected || !pods.All(p => p.IsReady()))
        {
            var unready = pods.Where(p => !p.IsReady()).Take(3).Select(p => $"{p.Metadata.Name} on {p.Spec.NodeName ?? "no node"}");
            return (null, string.Join("; not Ready: ", [$"{pods.Count(p => p.IsReady())} of {expected} goldpinger pods Ready", .. unready]));
        }

        return await ObserversAsync(cluster, request, pods, cancellationToken);
    }

    private static async Task<(MeshPods? Pods, string Missing)> ObserversAsync(
        IKubernetes cluster, ConnectivityRequest request, List<V1Pod> pods, CancellationToken cancellationToken)
    {
        var observers = new List<(string Side, string Pod)>();
        var cilium = await cluster.NodesAsync(request.CiliumNodeSelector, cancellationToken);
        var old = await cluster.NodesAsync(request.OldNodeSelector, cancellationToken);
        foreach (var (side, nodes) in new[] { (request.Source.Side, NamesOf(old)), ("cilium", NamesOf(cilium)) })
        {
            var there = pods.Where(p => nodes.Contains(p.Spec.NodeName)).Select(p => p.Metadata.Name).Order(StringComparer.Ordinal).FirstOrDefault();
            if (there is not null)
            {
                observers.Add((side, there));
            }
            else if (nodes.Count > 0)
            {
                return (null, $"no goldpinger pod on any of the {nodes.Count} {side} node(s)");
            }
        }

        return observers.Count == 0
            ? (null, "neither side has a node")
            : (new MeshPods(pods.ToDictionary(p => p.Metadata.Name, p => p.Spec.NodeName), observers, NamesOf(cilium))
            {
                Sampling = MeshSampling.Of(pods),
                Zones = cilium.Concat(old).Where(n => n.Label(ZoneLabel) is not null)
                    .DistinctBy(n => n.Metadata.Name).ToDictionary(n => n.Metadata.Name, n => n.Label(ZoneLabel)!),
            }, "");
    }

    private static HashSet<string> NamesOf(IEnumerable<V1Node> nodes) => [.. nodes.Select(n => n.Metadata.Name)];
}
