using CniMigration.Benchmarks.Moves.Clusters;

namespace CniMigration.Benchmarks.Moves.Watching;

/// <summary>The pods of one workload as the observer counts them.</summary>
internal sealed class WorkloadWatch(BenchmarkWorkload workload)
{
    private int all;
    private int healthy;
    private int old;
    private int arrived;

    public int Violations { get; private set; }

    public int Missing => Math.Max(0, workload.Replicas - healthy);

    /// <summary>Healthy ones on the new nodes.</summary>
    public int Arrived => arrived;

    public bool IsSettled => all == workload.Replicas && healthy == all && old == all;

    public bool HasMoved => all == workload.Replicas && arrived == all;

    /// <summary>Returns whether one left an old node for good, or became healthy on a new one.</summary>
    public bool Take(PodView? before, PodView? now, bool measuring)
    {
        var (leftBefore, arrivedBefore) = (old, arrived);
        Add(before, -1);
        Add(now, +1);
        if (measuring && before is { IsHealthy: true } && now is null or { IsEnding: true } && healthy < workload.Budget?.Healthy(workload.Replicas))
        {
            Violations++;
        }

        return old < leftBefore || arrived > arrivedBefore;
    }

    private void Add(PodView? pod, int sign)
    {
        if (pod is null)
        {
            return;
        }

        var isNew = pod.Node.StartsWith(Manifests.New, StringComparison.Ordinal);
        all += sign;
        healthy += pod.IsHealthy ? sign : 0;
        old += pod.Node.StartsWith(Manifests.Old, StringComparison.Ordinal) ? sign : 0;
        arrived += isNew && pod.IsHealthy ? sign : 0;
    }
}
