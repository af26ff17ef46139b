namespace CniMigration.Kubernetes.Controllers.Workloads;

internal static class Availability
{
    /// <summary>How long until the next ready pod has been ready for long enough; null where none is on its way.</summary>
    public static TimeSpan? UntilNext(IEnumerable<Pod> pods, int minReadySeconds, DateTimeOffset now)
    {
        TimeSpan? next = null;
        if (minReadySeconds == 0)
        {
            return next;
        }

        foreach (var pod in pods)
        {
            if (!pod.IsReady || pod.IsAvailable(minReadySeconds, now))
            {
                continue;
            }

            var wait = (pod.Status.Conditions.Find("Ready")?.LastTransitionTime ?? now).AddSeconds(minReadySeconds) - now;
            if (next is null || wait < next)
            {
                next = wait;
            }
        }
        return next is { } soon && soon <= TimeSpan.Zero ? TimeSpan.FromMilliseconds(1) : next;
    }
}
