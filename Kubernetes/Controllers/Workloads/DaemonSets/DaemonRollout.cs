namespace CniMigration.Kubernetes.Controllers.Workloads.DaemonSets;

/// <summary>Which old pods of a DaemonSet may be replaced now.</summary>
internal static class DaemonRollout
{
    /// <summary>
    /// Old pods that are not available may always go; available ones only while fewer than <paramref name="maxUnavailable"/> nodes are without a working pod.
    /// </summary>
    public static List<Pod> OldPodsToDelete(
        IEnumerable<IReadOnlyList<Pod>> podsByNode, string hash, int maxUnavailable, int minReadySeconds, DateTimeOffset now)
    {
        var unavailable = 0;
        List<Pod> free = [];
        List<Pod> candidates = [];
        foreach (var pods in podsByNode)
        {
            var live = pods.Where(pod => !pod.IsDeleting && !pod.IsFinished).ToList();
            var updated = live.Find(pod => IsUpdated(pod, hash));
            var old = live.Find(pod => !IsUpdated(pod, hash));
            if (updated is not null && old is null)
            {
                if (!updated.IsAvailable(minReadySeconds, now))
                {
                    unavailable++;
                }
            }
            else if (updated is null && old is not null && pods.Count == live.Count)
            {
                if (old.IsAvailable(minReadySeconds, now))
                {
                    candidates.Add(old);
                }
                else
                {
                    free.Add(old);
                    unavailable++;
                }
            }
            else
            {
                unavailable++;
            }
        }
        return [.. free, .. candidates.Take(Math.Max(0, maxUnavailable - unavailable))];
    }

    public static bool IsUpdated(Pod pod, string hash) => pod.Metadata.Labels.GetValueOrDefault(RevisionHistory.HashLabel) == hash;
}
