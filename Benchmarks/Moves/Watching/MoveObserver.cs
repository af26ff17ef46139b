using CniMigration.Benchmarks.Moves.Clusters;

namespace CniMigration.Benchmarks.Moves.Watching;

/// <summary>Watches a move from outside and measures it; it knows nothing of who moves.</summary>
internal sealed class MoveObserver : IPodListener
{
    private readonly Lock gate = new();
    private readonly TimeProvider clock;
    private readonly ClusterPlan plan;
    private readonly Dictionary<string, WorkloadWatch> workloads;
    private readonly TaskCompletionSource settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long? begun;
    private long changed;
    private long advanced;
    private long ended;
    private double missing;

    public MoveObserver(ClusterPlan plan, TimeProvider clock)
    {
        (this.plan, this.clock) = (plan, clock);
        workloads = plan.Workloads.ToDictionary(workload => workload.Name, workload => new WorkloadWatch(workload));
    }

    /// <summary>Done when every workload is complete on the old nodes.</summary>
    public Task Settled => settled.Task;

    /// <summary>Done when every workload is complete on the new nodes and nothing of it is left on the old ones.</summary>
    public Task Done => done.Task;

    /// <summary>How long nothing has left an old node, or become Ready on a new one.</summary>
    public TimeSpan Silence => clock.GetElapsedTime(Interlocked.Read(ref advanced));

    /// <summary>From the beginning to the end, or to now.</summary>
    public TimeSpan Elapsed => clock.GetElapsedTime(begun!.Value, Done.IsCompleted ? ended : clock.GetTimestamp());

    /// <summary>Pods taken away while a budget needed them.</summary>
    public int BudgetViolations => Locked(() => workloads.Values.Sum(workload => workload.Violations));

    /// <summary>Missing Ready replicas, times the seconds that they were missing.</summary>
    public double BelowReplicasPodSeconds => Locked(() =>
    {
        Count();
        return missing;
    });

    /// <summary>Pods that are Ready on the new nodes.</summary>
    public int Arrived => Locked(() => workloads.Values.Sum(workload => workload.Arrived));

    public int Pods => plan.Pods;

    /// <summary>Begins to measure.</summary>
    public void Begin() => Locked(() => begun = changed = advanced = clock.GetTimestamp());

    public void Changed(PodView? before, PodView? now) => Locked(() =>
    {
        if (!workloads.TryGetValue((now ?? before)!.App, out var workload))
        {
            return 0;
        }

        Count();
        if (workload.Take(before, now, measuring: begun is not null && !Done.IsCompleted))
        {
            Interlocked.Exchange(ref advanced, clock.GetTimestamp());
        }

        if (begun is null && !Settled.IsCompleted && workloads.Values.All(each => each.IsSettled))
        {
            settled.TrySetResult();
        }
        else if (begun is not null && !Done.IsCompleted && workloads.Values.All(each => each.HasMoved))
        {
            ended = clock.GetTimestamp();
            done.TrySetResult();
        }

        return 0;
    });

    /// <summary>Adds what was missing since the last change.</summary>
    private void Count()
    {
        if (begun is null || Done.IsCompleted)
        {
            return;
        }

        var now = clock.GetTimestamp();
        missing += clock.GetElapsedTime(changed, now).TotalSeconds * workloads.Values.Sum(workload => workload.Missing);
        changed = now;
    }

    private T Locked<T>(Func<T> act)
    {
        lock (gate)
        {
            return act();
        }
    }
}
