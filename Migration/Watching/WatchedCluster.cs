namespace CniMigration.Migration.Watching;

/// <summary>What a move looks at while it waits, kept up to date by one watch for each kind: looking costs the API server nothing.</summary>
internal sealed class WatchedCluster : IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly List<Task> loops = [];
    private readonly List<Task> lists = [];
    private readonly TimeProvider time;

    private WatchedCluster(TimeProvider time) => this.time = time;

    internal ChangeSignal Changes { get; } = new();

    internal ObjectStore<V1Node> OldNodes { get; } = new();

    internal ObjectStore<V1Node> CiliumNodes { get; } = new();

    internal ObjectStore<V1Pod> Pods { get; } = new();

    internal ObjectStore<V1Deployment> Deployments { get; } = new();

    internal ObjectStore<V1ReplicaSet> ReplicaSets { get; } = new();

    internal ObjectStore<V1StatefulSet> StatefulSets { get; } = new();

    internal ObjectStore<V1PodDisruptionBudget> Budgets { get; } = new();

    /// <summary>Starts watching, and returns when everything was listed once.</summary>
    internal static async Task<WatchedCluster> StartAsync(
        IKubernetes cluster, TimeProvider time, string oldNodeSelector, string ciliumNodeSelector, CancellationToken cancellationToken)
    {
        var budgets = await WatchedKinds.BudgetsAsync(cluster, cancellationToken);
        var watched = new WatchedCluster(time);
        try
        {
            watched.Follow(WatchedKinds.Nodes(cluster, oldNodeSelector), watched.OldNodes);
            watched.Follow(WatchedKinds.Nodes(cluster, ciliumNodeSelector), watched.CiliumNodes);
            watched.Follow(WatchedKinds.Pods(cluster), watched.Pods);
            watched.Follow(WatchedKinds.Deployments(cluster), watched.Deployments);
            watched.Follow(WatchedKinds.ReplicaSets(cluster), watched.ReplicaSets);
            watched.Follow(WatchedKinds.StatefulSets(cluster), watched.StatefulSets);
            watched.Follow(budgets, watched.Budgets);
            await Task.WhenAll(watched.lists).WaitAsync(cancellationToken);
            return watched;
        }
        catch
        {
            await watched.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await Task.WhenAll(loops);
        stopping.Dispose();
    }

    private void Follow<T>(WatchedKind<T> kind, ObjectStore<T> store)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        var loop = new WatchLoop<T>(kind, store, time, Changes);
        lists.Add(loop.Listed);
        loops.Add(loop.RunAsync(stopping.Token));
    }
}
