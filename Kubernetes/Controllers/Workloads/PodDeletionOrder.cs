namespace CniMigration.Kubernetes.Controllers.Workloads;

/// <summary>Which pods a ReplicaSet gives up first: those that are least use to anyone.</summary>
internal static class PodDeletionOrder
{
    private const string DeletionCost = "controller.kubernetes.io/pod-deletion-cost";

    /// <summary>Sorts; <paramref name="related"/> are the active pods of the same workload, which make a node crowded.</summary>
    public static List<Pod> Sort(IEnumerable<Pod> pods, IEnumerable<Pod> related)
    {
        var onNode = related.Where(pod => pod.Spec.NodeName.Length > 0).GroupBy(pod => pod.Spec.NodeName)
            .ToDictionary(group => group.Key, group => group.Count());
        return pods
            .OrderBy(pod => pod.Spec.NodeName.Length > 0)
            .ThenBy(pod => pod.Status.Phase switch { "Pending" or "" => 0, "Unknown" => 1, _ => 2 })
            .ThenBy(pod => pod.IsReady)
            .ThenBy(Cost)
            .ThenByDescending(pod => onNode.GetValueOrDefault(pod.Spec.NodeName))
            .ThenByDescending(pod => pod.IsReady ? pod.Status.Conditions.Find("Ready")?.LastTransitionTime : null)
            .ThenByDescending(pod => pod.Status.ContainerStatuses.Sum(container => container.RestartCount))
            .ThenByDescending(pod => pod.Metadata.CreationTimestamp)
            .ToList();
    }

    private static int Cost(Pod pod) =>
        int.TryParse(pod.Metadata.Annotations.GetValueOrDefault(DeletionCost), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var cost)
            ? cost : 0;
}
