namespace CniMigration.Migration.Workloads.Room;

/// <summary>What a node has left. What it does not say it has, such as pods in a test's bare node, is taken as enough.</summary>
internal sealed class NodeRoom
{
    private readonly Dictionary<string, decimal> free;
    private readonly bool knowsAll;

    internal NodeRoom(V1Node node, IEnumerable<V1Pod> pods)
    {
        Node = node;
        knowsAll = node.Status?.Allocatable is { Count: > 0 };
        free = (node.Status?.Allocatable ?? new Dictionary<string, ResourceQuantity>()).ToDictionary(a => a.Key, a => a.Value.ToDecimal());
        foreach (var pod in pods)
        {
            Take(PodRequests.Of(pod.Spec));
        }
    }

    internal V1Node Node { get; }

    /// <summary>Addresses that the node holds for its pods and has not given yet.</summary>
    internal int WarmAddresses { get; set; }

    internal string Zone => Labels.Value(Node.Metadata.Labels, "topology.kubernetes.io/zone") ?? "";

    /// <summary>What is left of a resource; null where the node does not say.</summary>
    internal decimal? Free(string resource) => knowsAll ? free.GetValueOrDefault(resource) : null;

    internal bool Has(IReadOnlyDictionary<string, decimal> wanted) => Lacking(wanted) is null;

    /// <summary>The first resource that it has too little of.</summary>
    internal string? Lacking(IReadOnlyDictionary<string, decimal> wanted) =>
        wanted.Where(w => w.Value > 0 && Free(w.Key) is { } left && left < w.Value).Select(w => w.Key).FirstOrDefault();

    internal void Take(IReadOnlyDictionary<string, decimal> amounts)
    {
        foreach (var (resource, amount) in amounts)
        {
            free[resource] = free.GetValueOrDefault(resource) - amount;
        }
    }
}
