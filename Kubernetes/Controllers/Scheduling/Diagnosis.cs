namespace CniMigration.Kubernetes.Controllers.Scheduling;

/// <summary>Why no node took a pod, as kube-scheduler says it.</summary>
internal static class Diagnosis
{
    public static string Describe(int nodes, IEnumerable<string> reasons)
    {
        if (nodes == 0)
        {
            return "no nodes available to schedule pods";
        }

        var counted = reasons.GroupBy(reason => reason).Select(group => $"{group.Count()} {group.Key}").Order(StringComparer.Ordinal);
        return $"0/{nodes} nodes are available: {string.Join(", ", counted)}.";
    }

    public static string Everywhere(int nodes, string reason) => $"0/{nodes} nodes are available: {reason}.";
}
