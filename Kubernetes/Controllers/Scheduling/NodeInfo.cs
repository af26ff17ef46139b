namespace CniMigration.Kubernetes.Controllers.Scheduling;

/// <summary>A node and the pods that hold its resources.</summary>
internal sealed class NodeInfo
{
    /// <summary>Null while only pods speak of the node.</summary>
    public Node? Known { get; set; }

    public Node Node => Known ?? throw new InvalidOperationException("The scheduler looked at a node that is not there.");

    public Dictionary<string, PodInfo> Pods { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Quantity> Requested { get; } = new(StringComparer.Ordinal);

    public void Add(PodInfo pod)
    {
        Pods[pod.Pod.Key] = pod;
        Resources.Add(Requested, pod.Requests);
    }

    public void Remove(PodInfo pod)
    {
        if (Pods.Remove(pod.Pod.Key))
        {
            Resources.Subtract(Requested, pod.Requests);
        }
    }

    /// <summary>The node's value of a topology key; null where it has none.</summary>
    public string? Domain(string topologyKey) => Node.Metadata.Labels.GetValueOrDefault(topologyKey);
}
