using CniMigration.Kubernetes.Clients;
using CniMigration.Kubernetes.Controllers.Runtime;
using CniMigration.Kubernetes.Model;

namespace CniMigration.Tests.Properties.Clusters;

/// <summary>A healthy pod that was taken away although its budget then had too few.</summary>
/// <param name="App">Whose pod.</param>
/// <param name="Pod">Its name.</param>
/// <param name="Evicted">Whether by an eviction; otherwise it was deleted.</param>
/// <param name="Text">What the budget wants and had left.</param>
internal sealed record BrokenBudget(string App, string Pod, bool Evicted, string Text);

/// <summary>A pod that came up after the move began and was taken away before it ended.</summary>
internal sealed record MovedTwice(string App, string Pod, string Node);

/// <summary>Sees every pod that comes and goes, and judges by its own arithmetic.</summary>
internal sealed class BudgetJudge : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly ClusterCache cache = new();
    private readonly CancellationTokenSource stopping = new();
    private readonly List<Task> running = [];
    private readonly List<BrokenBudget> broken = [];
    private readonly List<MovedTwice> moved = [];
    private readonly HashSet<string> born = new(StringComparer.Ordinal);
    private bool counts;

    public static async Task<BudgetJudge> StartAsync(IApiClient client, TimeProvider clock)
    {
        var judge = new BudgetJudge();
        judge.cache.Pods.Subscribe(judge.Observe);
        foreach (
            var informer in (Informer[])[judge.cache.Budgets, judge.cache.Deployments, judge.cache.StatefulSets, judge.cache.ReplicaSets, judge.cache.Pods])
        {
            judge.running.Add(informer.RunAsync(client, clock, failure => throw new InvalidOperationException($"{failure}"), judge.stopping.Token));
            await informer.WaitForSyncAsync(CancellationToken.None);
        }

        return judge;
    }

    public IReadOnlyList<BrokenBudget> Broken
    {
        get
        {
            lock (gate)
            {
                return [.. broken];
            }
        }
    }

    public IReadOnlyList<MovedTwice> MovedTwice
    {
        get
        {
            lock (gate)
            {
                return [.. moved];
            }
        }
    }

    /// <summary>From now on it counts; what came up before is none of its business.</summary>
    public void Begin()
    {
        lock (gate)
        {
            (counts, _, _) = (true, Cleared(broken), Cleared(moved));
            born.Clear();
        }
    }

    public void End()
    {
        lock (gate)
        {
            counts = false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.Dispose();
    }

    private static int Cleared<T>(List<T> list)
    {
        list.Clear();
        return 0;
    }

    private void Observe(Change<Pod> change)
    {
        lock (gate)
        {
            if (!counts)
            {
                return;
            }

            var pod = change.Latest;
            if (change.Old is null)
            {
                born.Add(pod.Uid);
            }

            if (change.Old is { IsActive: true } && change.New is not { IsActive: true } && change.New?.IsFinished != true)
            {
                TakenAway(change.Old, pod);
            }
        }
    }

    private void TakenAway(Pod before, Pod pod)
    {
        var app = pod.Metadata.Labels.GetValueOrDefault("app", "");
        if (born.Contains(pod.Uid))
        {
            moved.Add(new MovedTwice(app, pod.Name, pod.Spec.NodeName));
        }

        if (!before.IsReady)
        {
            return;
        }

        foreach (var budget in cache.BudgetsByNamespace[pod.Namespace].Where(budget => budget.Spec.Selector?.Matches(pod.Metadata.Labels) == true))
        {
            var healthy = cache.PodsByNamespace[pod.Namespace]
                .Count(other => other is { IsReady: true, IsActive: true } && budget.Spec.Selector!.Matches(other.Metadata.Labels));
            var desired = Desired(budget, app);
            if (healthy < desired)
            {
                var evicted = pod.Status.Conditions.Any(condition => condition is { Type: "DisruptionTarget", Reason: "EvictionByEvictionAPI" });
                broken.Add(new BrokenBudget(app, pod.Name, evicted, $"{budget.Name} wants {desired}, {healthy} were left"));
            }
        }
    }

    /// <summary>
    /// In these clusters the pods of a budget are those of one workload. One that asks for more than there are to be is never kept, whatever moves.
    /// </summary>
    private int Desired(PodDisruptionBudget budget, string app)
    {
        var expected = cache.Deployments.Find(budget.Namespace, app)?.Spec.Replicas ?? cache.StatefulSets.Find(budget.Namespace, app)?.Spec.Replicas ?? 0;
        return budget.Spec.MinAvailable is { } least
            ? Math.Min(expected, least.Of(expected, roundUp: true))
            : Math.Max(0, expected - (budget.Spec.MaxUnavailable ?? 1).Of(expected, roundUp: true));
    }
}
