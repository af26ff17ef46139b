using System.Runtime.CompilerServices;
using System.Text.Json;
using CniMigration.Migration.Errors;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace CniMigration.Migration.Watching;

/// <summary>The kinds that a move watches.</summary>
internal static class WatchedKinds
{
    private const int PageSize = 500;

    internal static WatchedKind<V1Node> Nodes(IKubernetes cluster, string selector) => new(
        async (next, cancellationToken) => Page(await cluster.CoreV1.ListNodeAsync(labelSelector: selector, limit: PageSize, continueParameter: next, cancellationToken: cancellationToken)),
        (version, said, cancellationToken) => cluster.CoreV1.WatchListNodeAsync(
            allowWatchBookmarks: true, labelSelector: selector, resourceVersion: version, onError: said, cancellationToken: cancellationToken));

    internal static WatchedKind<V1Pod> Pods(IKubernetes cluster) => new(
        async (next, cancellationToken) => Page(await cluster.CoreV1.ListPodForAllNamespacesAsync(limit: PageSize, continueParameter: next, cancellationToken: cancellationToken)),
        (version, said, cancellationToken) => cluster.CoreV1.WatchListPodForAllNamespacesAsync(
            allowWatchBookmarks: true, resourceVersion: version, onError: said, cancellationToken: cancellationToken));

    internal static WatchedKind<V1Deployment> Deployments(IKubernetes cluster) => new(
        async (next, cancellationToken) => Page(await cluster.AppsV1.ListDeploymentForAllNamespacesAsync(limit: PageSize, continueParameter: next, cancellationToken: cancellationToken)),
        (version, said, cancellationToken) => cluster.AppsV1.WatchListDeploymentForAllNamespacesAsync(
            allowWatchBookmarks: true, resourceVersion: version, onError: said, cancellationToken: cancellationToken));

    internal static WatchedKind<V1ReplicaSet> ReplicaSets(IKubernetes cluster) => new(
        async (next, cancellationToken) => Page(await cluster.AppsV1.ListReplicaSetForAllNamespacesAsync(limit: PageSize, continueParameter: next, cancellationToken: cancellationToken)),
        (version, said, cancellationToken) => cluster.AppsV1.WatchListReplicaSetForAllNamespacesAsync(
            allowWatchBookmarks: true, resourceVersion: version, onError: said, cancellationToken: cancellationToken));

    internal static WatchedKind<V1StatefulSet> StatefulSets(IKubernetes cluster) => new(
        async (next, cancellationToken) => Page(await cluster.AppsV1.ListStatefulSetForAllNamespacesAsync(limit: PageSize, continueParameter: next, cancellationToken: cancellationToken)),
        (version, said, cancellationToken) => cluster.AppsV1.WatchListStatefulSetForAllNamespacesAsync(
            allowWatchBookmarks: true, resourceVersion: version, onError: said, cancellationToken: cancellationToken));

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

        return new(
            async (next, token) => Page(
                await cluster.PolicyV1.ListPodDisruptionBudgetForAllNamespacesAsync(limit: PageSize, continueParameter: next, cancellationToken: token)),
            (version, said, token) => cluster.PolicyV1.WatchListPodDisruptionBudgetForAllNamespacesAsync(
                allowWatchBookmarks: true, resourceVersion: version, onError: said, cancellationToken: token));
    }

    private static WatchedKind<V1PodDisruptionBudget> BetaBudgets(IKubernetes cluster) => new(
        async (next, cancellationToken) => Page(await cluster.CustomObjects.ListClusterCustomObjectAsync<V1PodDisruptionBudgetList>(
            "policy", "v1beta1", "poddisruptionbudgets", limit: PageSize, continueParameter: next, cancellationToken: cancellationToken)),
        (version, said, cancellationToken) => ReadAsync(
            cluster.CustomObjects.WatchListClusterCustomObjectAsync(
                "policy", "v1beta1", "poddisruptionbudgets", allowWatchBookmarks: true, resourceVersion: version, onError: said, cancellationToken: cancellationToken),
            cancellationToken));

    private static async IAsyncEnumerable<(WatchEventType Type, V1PodDisruptionBudget Object)> ReadAsync(
        IAsyncEnumerable<(WatchEventType Type, object Object)> changes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (type, item) in changes.WithCancellation(cancellationToken))
        {
            yield return (type, KubernetesJson.Deserialize<V1PodDisruptionBudget>((JsonElement)item));
        }
    }

    private static ListPage<V1Node> Page(V1NodeList list) => new(list.Items, list.Metadata.ResourceVersion, list.Metadata.ContinueProperty);

    private static ListPage<V1Pod> Page(V1PodList list) => new(list.Items, list.Metadata.ResourceVersion, list.Metadata.ContinueProperty);

    private static ListPage<V1Deployment> Page(V1DeploymentList list) => new(list.Items, list.Metadata.ResourceVersion, list.Metadata.ContinueProperty);

    private static ListPage<V1ReplicaSet> Page(V1ReplicaSetList list) => new(list.Items, list.Metadata.ResourceVersion, list.Metadata.ContinueProperty);

    private static ListPage<V1StatefulSet> Page(V1StatefulSetList list) => new(list.Items, list.Metadata.ResourceVersion, list.Metadata.ContinueProperty);

    private static ListPage<V1PodDisruptionBudget> Page(V1PodDisruptionBudgetList list) =>
        new(list.Items, list.Metadata.ResourceVersion, list.Metadata.ContinueProperty);
}
