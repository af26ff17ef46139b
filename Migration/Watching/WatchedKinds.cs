using System.Runtime.CompilerServices;
using System.Text.Json;
using CniMigration.Migration.Clusters;

namespace CniMigration.Migration.Watching;

/// <summary>The kinds that a move watches.</summary>
internal static class WatchedKinds
{
    internal static WatchedKind<V1Node> Nodes(IKubernetes cluster, string selector) => Kind(
        (next, token) => cluster.CoreV1.ListNodeAsync(labelSelector: selector, limit: Lists.Page, continueParameter: next, cancellationToken: token),
        (version, said, token) => cluster.CoreV1.WatchListNodeAsync(
            allowWatchBookmarks: true, labelSelector: selector, resourceVersion: version, onError: said, cancellationToken: token));

    internal static WatchedKind<V1Pod> Pods(IKubernetes cluster) => Kind(
        (next, token) => cluster.CoreV1.ListPodForAllNamespacesAsync(limit: Lists.Page, continueParameter: next, cancellationToken: token),
        (version, said, token) => cluster.CoreV1.WatchListPodForAllNamespacesAsync(
            allowWatchBookmarks: true, resourceVersion: version, onError: said, cancellationToken: token));

    internal static WatchedKind<V1Deployment> Deployments(IKubernetes cluster) => Kind(
        (next, token) => cluster.AppsV1.ListDeploymentForAllNamespacesAsync(limit: Lists.Page, continueParameter: next, cancellationToken: token),
        (version, said, token) => cluster.AppsV1.WatchListDeploymentForAllNamespacesAsync(
            allowWatchBookmarks: true, resourceVersion: version, onError: said, cancellationToken: token));

    internal static WatchedKind<V1ReplicaSet> ReplicaSets(IKubernetes cluster) => Kind(
        (next, token) => cluster.AppsV1.ListReplicaSetForAllNamespacesAsync(limit: Lists.Page, continueParameter: next, cancellationToken: token),
        (version, said, token) => cluster.AppsV1.WatchListReplicaSetForAllNamespacesAsync(
            allowWatchBookmarks: true, resourceVersion: version, onError: said, cancellationToken: token));

    internal static WatchedKind<V1StatefulSet> StatefulSets(IKubernetes cluster) => Kind(
        (next, token) => cluster.AppsV1.ListStatefulSetForAllNamespacesAsync(limit: Lists.Page, continueParameter: next, cancellationToken: token),
        (version, said, token) => cluster.AppsV1.WatchListStatefulSetForAllNamespacesAsync(
            allowWatchBookmarks: true, resourceVersion: version, onError: said, cancellationToken: token));

    /// <summary>Budgets as policy/v1, or as policy/v1beta1 where the server knows only that (before 1.21).</summary>
    internal static async Task<WatchedKind<V1PodDisruptionBudget>> BudgetsAsync(IKubernetes cluster, CancellationToken cancellationToken)
    {
        try
        {
            await cluster.PolicyV1.GetAPIResourcesAsync(cancellationToken);
        }
        catch (HttpOperationException failure) when (failure.IsNotFound())
        {
            return BetaBudgets(cluster);
        }

        return Kind(
            (next, token) =>
                cluster.PolicyV1.ListPodDisruptionBudgetForAllNamespacesAsync(limit: Lists.Page, continueParameter: next, cancellationToken: token),
            (version, said, token) => cluster.PolicyV1.WatchListPodDisruptionBudgetForAllNamespacesAsync(
                allowWatchBookmarks: true, resourceVersion: version, onError: said, cancellationToken: token));
    }

    private static WatchedKind<V1PodDisruptionBudget> BetaBudgets(IKubernetes cluster) => Kind(
        (next, token) => cluster.CustomObjects.ListClusterCustomObjectAsync<V1PodDisruptionBudgetList>(
            "policy", "v1beta1", "poddisruptionbudgets", limit: Lists.Page, continueParameter: next, cancellationToken: token),
        (version, said, token) => ReadAsync(
            cluster.CustomObjects.WatchListClusterCustomObjectAsync(
                "policy", "v1beta1", "poddisruptionbudgets", allowWatchBookmarks: true, resourceVersion: version, onError: said, cancellationToken: token),
            token));

    private static async IAsyncEnumerable<(WatchEventType Type, V1PodDisruptionBudget Object)> ReadAsync(
        IAsyncEnumerable<(WatchEventType Type, object Object)> changes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (type, item) in changes.WithCancellation(cancellationToken))
        {
            yield return (type, KubernetesJson.Deserialize<V1PodDisruptionBudget>((JsonElement)item));
        }
    }

    private static WatchedKind<T> Kind<TList, T>(
        Func<string?, CancellationToken, Task<TList>> page,
        Func<string, Action<Exception>, CancellationToken, IAsyncEnumerable<(WatchEventType Type, T Object)>> watch)
        where TList : IKubernetesObject<V1ListMeta>, IItems<T>
        where T : class, IKubernetesObject<V1ObjectMeta> => new(
        async (next, token) =>
        {
            var list = await page(next, token);
            return new ListPage<T>(list.Items, list.Metadata.ResourceVersion, list.Metadata.ContinueProperty);
        },
        watch);
}
