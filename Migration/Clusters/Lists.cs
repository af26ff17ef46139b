using System.Net;
using System.Text.Json;
using Polly;
using Polly.Retry;

namespace CniMigration.Migration.Clusters;

/// <summary>Whole lists, read page by page.</summary>
internal static class Lists
{
    /// <summary>So many objects are asked for at once.</summary>
    public const int Page = 500;

    /// <summary>A patient request may have taken longer than a list is remembered.</summary>
    private static readonly ResiliencePipeline FromTheFirstAgain = new ResiliencePipelineBuilder()
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<HttpOperationException>(expired => expired.Is(HttpStatusCode.Gone)),
            MaxRetryAttempts = 4,
            Delay = TimeSpan.Zero,
        })
        .Build();

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
            next => cluster.CoreV1.ListNamespacedPodAsync(
                ns, labelSelector: selector, limit: Page, continueParameter: next, cancellationToken: cancellationToken));

    public static Task<List<V1DaemonSet>> DaemonSetsAsync(this IKubernetes cluster, CancellationToken cancellationToken) =>
        AllAsync<V1DaemonSetList, V1DaemonSet>(
            next => cluster.AppsV1.ListDaemonSetForAllNamespacesAsync(limit: Page, continueParameter: next, cancellationToken: cancellationToken));

    public static Task<List<V1Deployment>> DeploymentsAsync(this IKubernetes cluster, CancellationToken cancellationToken) =>
        AllAsync<V1DeploymentList, V1Deployment>(
            next => cluster.AppsV1.ListDeploymentForAllNamespacesAsync(limit: Page, continueParameter: next, cancellationToken: cancellationToken));

    public static Task<List<V1NetworkPolicy>> NetworkPoliciesAsync(this IKubernetes cluster, CancellationToken cancellationToken) =>
        AllAsync<V1NetworkPolicyList, V1NetworkPolicy>(
            next => cluster.NetworkingV1.ListNetworkPolicyForAllNamespacesAsync(
                limit: Page, continueParameter: next, cancellationToken: cancellationToken));

    public static Task<List<V1Namespace>> NamespacesAsync(this IKubernetes cluster, CancellationToken cancellationToken) =>
        AllAsync<V1NamespaceList, V1Namespace>(
            next => cluster.CoreV1.ListNamespaceAsync(limit: Page, continueParameter: next, cancellationToken: cancellationToken));

    public static Task<List<V1StatefulSet>> StatefulSetsAsync(this IKubernetes cluster, CancellationToken cancellationToken) =>
        AllAsync<V1StatefulSetList, V1StatefulSet>(
            next => cluster.AppsV1.ListStatefulSetForAllNamespacesAsync(limit: Page, continueParameter: next, cancellationToken: cancellationToken));

    /// <summary>All objects of a kind that the client has no model of.</summary>
    public static Task<List<JsonElement>> CustomAsync(
        this IKubernetes cluster, string group, string version, string plural, CancellationToken cancellationToken) =>
        AllAsync<CustomList, JsonElement>(
            next => cluster.CustomObjects.ListClusterCustomObjectAsync<CustomList>(
                group, version, plural, limit: Page, continueParameter: next, cancellationToken: cancellationToken));

    /// <summary>All pages. Where the server has forgotten what the first ones showed before the last is read, they are read from the first again.</summary>
    public static Task<List<TItem>> AllAsync<TList, TItem>(Func<string?, Task<TList>> page)
        where TList : IKubernetesObject<V1ListMeta>, IItems<TItem> => AllAsync(async next =>
    {
        var list = await page(next);
        return ((IEnumerable<TItem>)list.Items, list.Metadata?.ContinueProperty);
    });

    /// <summary>The same, of pages of any kind: what they hold, and where the next one begins.</summary>
    public static async Task<List<T>> AllAsync<T>(Func<string?, Task<(IEnumerable<T> Items, string? Next)>> page) =>
        await FromTheFirstAgain.ExecuteAsync(async _ =>
        {
            var all = new List<T>();
            string? next = null;
            do
            {
                (var items, next) = await page(next);
                all.AddRange(items);
            }
            while (!string.IsNullOrEmpty(next));
            return all;
        });
}
