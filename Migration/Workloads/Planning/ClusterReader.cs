using CniMigration.Migration.Clusters;
using CniMigration.Migration.Errors;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace CniMigration.Migration.Workloads.Planning;

/// <summary>Reads what a move is planned from.</summary>
internal sealed class ClusterReader(IKubernetes cluster)
{
    private const int Page = 500;

    internal async Task<ClusterSnapshot> SnapshotAsync(string oldNodeSelector, string ciliumNodeSelector, CancellationToken cancellationToken) => await UnwatchedAsync(cancellationToken) with
    {
        OldNodes = await cluster.NodesAsync(oldNodeSelector, cancellationToken),
        CiliumNodes = await cluster.NodesAsync(ciliumNodeSelector, cancellationToken),
        Pods = await PodsAsync(cancellationToken),
        Deployments = await DeploymentsAsync(cancellationToken),
        ReplicaSets = await ReplicaSetsAsync(cancellationToken),
        StatefulSets = await StatefulSetsAsync(cancellationToken),
        Budgets = await BudgetsAsync(cancellationToken),
    };

    /// <summary>The part that changes seldom, so that a move does not watch it.</summary>
    internal async Task<ClusterSnapshot> UnwatchedAsync(CancellationToken cancellationToken) => new()
    {
        Claims = await Lists.AllAsync<V1PersistentVolumeClaimList, V1PersistentVolumeClaim>(
            next => cluster.CoreV1.ListPersistentVolumeClaimForAllNamespacesAsync(limit: Page, continueParameter: next, cancellationToken: cancellationToken)),
        Volumes = await Lists.AllAsync<V1PersistentVolumeList, V1PersistentVolume>(
            next => cluster.CoreV1.ListPersistentVolumeAsync(limit: Page, continueParameter: next, cancellationToken: cancellationToken)),
        Quotas = await Lists.AllAsync<V1ResourceQuotaList, V1ResourceQuota>(
            next => cluster.CoreV1.ListResourceQuotaForAllNamespacesAsync(limit: Page, continueParameter: next, cancellationToken: cancellationToken)),
    };

    private async Task<IReadOnlyList<V1Pod>> PodsAsync(CancellationToken cancellationToken) => await cluster.PodsAsync(cancellationToken);

    private async Task<IReadOnlyList<V1Deployment>> DeploymentsAsync(CancellationToken cancellationToken) => await cluster.DeploymentsAsync(cancellationToken);

    private async Task<IReadOnlyList<V1ReplicaSet>> ReplicaSetsAsync(CancellationToken cancellationToken) =>
        await Lists.AllAsync<V1ReplicaSetList, V1ReplicaSet>(
            next => cluster.AppsV1.ListReplicaSetForAllNamespacesAsync(limit: Page, continueParameter: next, cancellationToken: cancellationToken));

    private async Task<IReadOnlyList<V1StatefulSet>> StatefulSetsAsync(CancellationToken cancellationToken) =>
        await Lists.AllAsync<V1StatefulSetList, V1StatefulSet>(
            next => cluster.AppsV1.ListStatefulSetForAllNamespacesAsync(limit: Page, continueParameter: next, cancellationToken: cancellationToken));

    /// <summary>Budgets as policy/v1, or as policy/v1beta1 where the server knows only that (before 1.21).</summary>
    private async Task<IReadOnlyList<V1PodDisruptionBudget>> BudgetsAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await Lists.AllAsync<V1PodDisruptionBudgetList, V1PodDisruptionBudget>(
                next => cluster.PolicyV1.ListPodDisruptionBudgetForAllNamespacesAsync(limit: Page, continueParameter: next, cancellationToken: cancellationToken));
        }
        catch (HttpOperationException failure) when (failure.IsNotFound())
        {
            return await Lists.AllAsync<V1PodDisruptionBudgetList, V1PodDisruptionBudget>(
                next => cluster.CustomObjects.ListClusterCustomObjectAsync<V1PodDisruptionBudgetList>(
                    "policy", "v1beta1", "poddisruptionbudgets", limit: Page, continueParameter: next, cancellationToken: cancellationToken));
        }
    }
}
