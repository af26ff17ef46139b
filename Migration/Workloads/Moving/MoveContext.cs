using CniMigration.Migration.Connectivity;
using CniMigration.Migration.Reporting;
using CniMigration.Migration.Watching;
using CniMigration.Migration.Workloads.Plans;
using CniMigration.Migration.Workloads.Snapshots;

namespace CniMigration.Migration.Workloads.Moving;

/// <summary>What every part of one move shares.</summary>
internal sealed class MoveContext : IDisposable
{
    private int evicted;
    private int restarted;

    internal MoveContext(
        IKubernetes client, TimeProvider time, MoveRequest request, IReporter reporter, WatchedCluster cluster, IConnectivitySample? connectivity)
    {
        (Client, Time, Request, Reporter, Cluster) = (client, time, request, reporter, cluster);
        Wait = new ChangeWaiter(cluster.Changes, time, reporter);
        Workloads = new WorkloadView(cluster);
        Turns = new Turns(request.MaxConcurrentMoves, time);
        Connectivity = new ConnectivityGuard(connectivity, time, request, reporter);
        Room = new RoomGate(this);
        Quotas = new QuotaGate(this);
    }

    internal IKubernetes Client { get; }

    internal TimeProvider Time { get; }

    internal MoveRequest Request { get; }

    internal IReporter Reporter { get; }

    internal WatchedCluster Cluster { get; }

    internal ChangeWaiter Wait { get; }

    internal WorkloadView Workloads { get; }

    internal Turns Turns { get; }

    internal ConnectivityGuard Connectivity { get; }

    internal RoomGate Room { get; }

    internal QuotaGate Quotas { get; }

    /// <summary>Claims, volumes and quotas, as they were read when the round began.</summary>
    internal ClusterSnapshot Unwatched { get; set; } = new();

    internal int Evicted => evicted;

    internal int Restarted => restarted;

    internal void CountEviction() => Interlocked.Increment(ref evicted);

    internal void CountRestart() => Interlocked.Increment(ref restarted);

    /// <summary>What the watches show; what is not watched is as it was read when the round began.</summary>
    internal ClusterSnapshot Snapshot() => Unwatched with
    {
        OldNodes = Cluster.OldNodes.All,
        CiliumNodes = Cluster.CiliumNodes.All,
        Pods = Cluster.Pods.All,
        Deployments = Cluster.Deployments.All,
        ReplicaSets = Cluster.ReplicaSets.All,
        StatefulSets = Cluster.StatefulSets.All,
        Budgets = Cluster.Budgets.All,
        FreeAddresses = Request.FreeAddresses,
    };

    /// <summary>The names of the nodes that are left.</summary>
    internal HashSet<string> SourceNodes() =>
        [.. Snapshot().Source(Request.Destination).Select(n => n.Metadata.Name)];

    public void Dispose()
    {
        Turns.Dispose();
        Connectivity.Dispose();
    }
}
