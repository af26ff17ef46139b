namespace CniMigration.Kubernetes.Controllers.Nodes;

/// <summary>The taints that a node's conditions call for.</summary>
internal static class NodeTaints
{
    public const string NotReady = "node.kubernetes.io/not-ready";
    public const string Unreachable = "node.kubernetes.io/unreachable";

    private static readonly (string Condition, string Taint)[] ByCondition =
    [
        ("MemoryPressure", "node.kubernetes.io/memory-pressure"),
        ("DiskPressure", "node.kubernetes.io/disk-pressure"),
        ("PIDPressure", "node.kubernetes.io/pid-pressure"),
        ("NetworkUnavailable", "node.kubernetes.io/network-unavailable"),
    ];

    /// <summary>The keys that are set and cleared here; all other taints are somebody else's.</summary>
    public static IReadOnlySet<string> Managed { get; } =
        ByCondition.Select(item => item.Taint).Concat([NotReady, Unreachable, "node.kubernetes.io/unschedulable"]).ToHashSet();

    public static IEnumerable<(string Key, string Effect)> Wanted(Node node)
    {
        var ready = node.Status.Conditions.Find("Ready")?.Status;
        var key = ready switch { "True" => null, "False" => NotReady, _ => Unreachable };
        if (ready is null)
        {
            key = NotReady;
        }

        if (key is not null)
        {
            yield return (key, "NoSchedule");
            if (ready is not null)
            {
                yield return (key, "NoExecute");
            }
        }
        foreach (var (condition, taint) in ByCondition)
        {
            if (node.Status.Conditions.IsTrue(condition))
            {
                yield return (taint, "NoSchedule");
            }
        }
        if (node.Spec.Unschedulable)
        {
            yield return ("node.kubernetes.io/unschedulable", "NoSchedule");
        }
    }
}
