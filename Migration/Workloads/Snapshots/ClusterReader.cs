using CniMigration.Migration.Clusters;
using CniMigration.Migration.Watching;

namespace CniMigration.Migration.Workloads.Snapshots;

/// <summary>Reads what a move is planned from.</summary>
internal sealed class ClusterReader(IKubernetes cluster)
{
    internal async Task<ClusterSnapshot> SnapshotAsync(string oldNodeSelector, string ciliumNodeSelector, CancellationToken cancellationToken) =>
        await UnwatchedAsync(cancellationToken) with
        {
            OldNodes = await cluster.NodesAsync(oldNodeSelector, cancellationToken),
            CiliumNodes = await cluster.NodesAsync(ciliumNodeSelector, cancellationToken),
            Pods = await cluster.PodsAsync(cancellationToken),
            Deployments = await cluster.DeploymentsAsync(cancellationToken),
            ReplicaSets = await WatchedKinds.ReplicaSets(cluster).AllAsync(cancellationToken),
            StatefulSets = await WatchedKinds.StatefulSets(cluster).AllAsync(cancellationToken),
            Budgets = await (await WatchedKinds.BudgetsAsync(cluster, cancellationToken)).AllAsync(cancellationToken),
        };

    /// <summary>The part that changes seldom, so that a move does not watch it.</summary>
    internal async Task<ClusterSnapshot> UnwatchedAsync(CancellationToken cancellationToken) => new()
    {
        Claims = await Lists.AllAsync<V1PersistentVolumeClaimList, V1PersistentVolumeClaim>(
            next => cluster.CoreV1.ListPersistentVolumeClaimForAllNamespacesAsync(
                limit: Lists.Page, continueParameter: next, cancellationToken: cancellationToken)),
        Volumes = await Lists.AllAsync<V1PersistentVolumeList, V1PersistentVolume>(
            next => cluster.CoreV1.ListPersistentVolumeAsync(limit: Lists.Page, continueParameter: next, cancellationToken: cancellationToken)),
        Quotas = await Lists.AllAsync<V1ResourceQuotaList, V1ResourceQuota>(
            next => cluster.CoreV1.ListResourceQuotaForAllNamespacesAsync(limit: Lists.Page, continueParameter: next, cancellationToken: cancellationToken)),
    };
}
