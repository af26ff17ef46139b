using System.Net;
using CniMigration.Migration.Errors;
using k8s;
using k8s.Autorest;
using k8s.Models;

namespace CniMigration.Migration.Clusters;

/// <summary>Whole lists, read page by page.</summary>
internal static class Lists
{
    private const int Page = 500;
    private const int MostAttempts = 5;

    public static Task<List<V1Node>> NodesAsync(this IKubernetes cluster, string? selector, CancellationToken cancellationToken) =>
        AllAsync<V1NodeList, V1Node>(
            next => cluster.CoreV1.ListNodeAsync(labelSelector: selector, limit: Page, continueParameter: next, cancellationToken: cancellationToken));

    public static async Task<HashSet<string>> NodeNamesAsync(this IKubernetes cluster, string selector, CancellationToken cancellationToken) =>
        [.. (await cluster.NodesAsync(selector, cancellationToken)).Select(node => node.Metadata.Name)];

    public static Task<List<V1Pod>> PodsAsync(this IKubernetes cluster, CancellationToken cancellationToken) =>
        AllAsync<V1PodList, V1Pod>(
            next => cluster.CoreV1.ListPodForAllNamespacesAsync(limit: Page, continueParameter: next, cancellationToken: cancellationToken));

    public static Task<List<V1Pod>> PodsAsync(this IKubernetes cluster, string ns, string selector, CancellationToken cancellationToken) =>
        AllAsync<V1PodList, V1Pod>(
            next => cluster.CoreV1.ListNamespacedPodAsync(ns, labelSelector: selector, limit: Page, continueParameter: next, cancellationToken: cancellationToken));

    public static Task<List<V1DaemonSet>> DaemonSetsAsync(this IKubernetes cluster, CancellationToken cancellationToken) =>
        AllAsync<V1DaemonSetList, V1DaemonSet>(
            next => cluster.AppsV1.ListDaemonSetForAllNamespacesAsync(limit: Page, continueParameter: next, cancellationToken: cancellationToken));

    public static Task<List<V1Deployment>> DeploymentsAsync(this IKubernetes cluster, CancellationToken cancellationToken) =>
        AllAsync<V1DeploymentList, V1Deployment>(
            next => cluster.AppsV1.ListDeploymentForAllNamespacesAsync(limit: Page, continueParameter: next, cancellationToken: cancellationToken));

    /// <summary>All pages. Where the server has forgotten what the first ones showed before the last is read, they are read from the first again.</summary>
    public static async Task<List<TItem>> AllAsync<TList, TItem>(Func<string?, Task<TList>> page)
        where TList : IKubernetesObject<V1ListMeta>, IItems<TItem>
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await OnceAsync<TList, TItem>(page);
            }
            catch (HttpOperationException expired) when (expired.Is(HttpStatusCode.Gone) && attempt < MostAttempts)
            {
                // A patient request may have taken longer than a list is remembered.
            }
        }
    }

    private static async Task<List<TItem>> OnceAsync<TList, TItem>(Func<string?, Task<TList>> page)
        where TList : IKubernetesObject<V1ListMeta>, IItems<TItem>
    {
        var all = new List<TItem>();
        string? next = null;
        do
        {
            var list = await page(next);
            all.AddRange(list.Items);
            next = list.Metadata?.ContinueProperty;
        }
        while (!string.IsNullOrEmpty(next));
        return all;
    }
}
