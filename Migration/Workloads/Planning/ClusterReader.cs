using CniMigration.Migration.Errors;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace CniMigration.Migration.Workloads.Planning;

/// <summary>Reads whole kinds, page by page.</summary>
internal sealed class ClusterReader(IKubernetes client)
{
    private const int PageSize = 500;

    internal async Task<ClusterSnapshot> SnapshotAsync(string oldNodeSelector, string ciliumNodeSelector, CancellationToken cancellationToken) => new()
    {
        OldNodes = await NodesAsync(oldNodeSelector, cancellationToken),
        CiliumNodes = await NodesAsync(ciliumNodeSelector, cancellationToken),
        Pods = await PodsAsync(cancellationToken),
        Deployments = await DeploymentsAsync(cancellationToken),
        ReplicaSets = await ReplicaSetsAsync(cancellationToken),
        StatefulSets = await StatefulSetsAsync(cancellationToken),
        Budgets = await BudgetsAsync(cancellationToken),
        Claims = await PagesAsync<V1PersistentVolumeClaimList, V1PersistentVolumeClaim>(
            (page, ct) => client.CoreV1.ListPersistentVolumeClaimForAllNamespacesAsync(limit: PageSize, continueParameter: page, cancellationToken: ct),
            cancellationToken),
        Volumes = await PagesAsync<V1PersistentVolumeList, V1PersistentVolume>(
            (page, ct) => client.CoreV1.ListPersistentVolumeAsync(limit: PageSize, continueParameter: page, cancellationToken: ct),
            cancellationToken),
        Quotas = await PagesAsync<V1ResourceQuotaList, V1ResourceQuota>(
            (page, ct) => client.CoreV1.ListResourceQuotaForAllNamespacesAsync(limit: PageSize, continueParameter: page, cancellationToken: ct),
            cancellationToken),
    };

    internal Task<IReadOnlyList<V1Node>> NodesAsync(string selector, CancellationToken cancellationToken) =>
        PagesAsync<V1NodeList, V1Node>(
            (page, ct) => client.CoreV1.ListNodeAsync(labelSelector: selector, limit: PageSize, continueParameter: page, cancellationToken: ct),
            cancellationToken);

    internal Task<IReadOnlyList<V1Pod>> PodsAsync(CancellationToken cancellationToken) =>
        PagesAsync<V1PodList, V1Pod>(
            (page, ct) => client.CoreV1.ListPodForAllNamespacesAsync(limit: PageSize, continueParameter: page, cancellationToken: ct),
            cancellationToken);

    internal Task<IReadOnlyList<V1Deployment>> DeploymentsAsync(CancellationToken cancellationToken) =>
        PagesAsync<V1DeploymentList, V1Deployment>(
            (page, ct) => client.AppsV1.ListDeploymentForAllNamespacesAsync(limit: PageSize, continueParameter: page, cancellationToken: ct),
            cancellationToken);

    internal Task<IReadOnlyList<V1ReplicaSet>> ReplicaSetsAsync(CancellationToken cancellationToken) =>
        PagesAsync<V1ReplicaSetList, V1ReplicaSet>(
            (page, ct) => client.AppsV1.ListReplicaSetForAllNamespacesAsync(limit: PageSize, continueParameter: page, cancellationToken: ct),
            cancellationToken);

    internal Task<IReadOnlyList<V1StatefulSet>> StatefulSetsAsync(CancellationToken cancellationToken) =>
        PagesAsync<V1StatefulSetList, V1StatefulSet>(
            (page, ct) => client.AppsV1.ListStatefulSetForAllNamespacesAsync(limit: PageSize, continueParameter: page, cancellationToken: ct),
            cancellationToken);

    /// <summary>Budgets as policy/v1, or as policy/v1beta1 where the server knows only that (before 1.21).</summary>
    internal async Task<IReadOnlyList<V1PodDisruptionBudget>> BudgetsAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await PagesAsync<V1PodDisruptionBudgetList, V1PodDisruptionBudget>(
                (page, ct) => client.PolicyV1.ListPodDisruptionBudgetForAllNamespacesAsync(limit: PageSize, continueParameter: page, cancellationToken: ct),
                cancellationToken);
        }
        catch (HttpOperationException refused) when (refused.IsNotFound())
        {
            return await PagesAsync<V1PodDisruptionBudgetList, V1PodDisruptionBudget>(
                (page, ct) => client.CustomObjects.ListClusterCustomObjectAsync<V1PodDisruptionBudgetList>(
                    "policy", "v1beta1", "poddisruptionbudgets", limit: PageSize, continueParameter: page, cancellationToken: ct),
                cancellationToken);
        }
    }

    private static async Task<IReadOnlyList<T>> PagesAsync<TList, T>(
        Func<string?, CancellationToken, Task<TList>> read, CancellationToken cancellationToken)
        where TList : IItems<T>, IMetadata<V1ListMeta>
    {
        var all = new List<T>();
        string? next = null;
        do
        {
            var page = await read(next, cancellationToken);
            all.AddRange(page.Items ?? []);
            next = page.Metadata?.ContinueProperty;
        }
        while (!string.IsNullOrEmpty(next));

        return all;
    }
}
