using k8s.Models;

namespace k8s;

public static partial class AppsV1OperationsExtensions
{
    public static Task<V1DaemonSetList> ListDaemonSetForAllNamespacesAsync(
        this IAppsV1Operations operations, bool? allowWatchBookmarks = default, string continueParameter = null, string fieldSelector = null,
        string labelSelector = null, int? limit = default, bool? pretty = default, string resourceVersion = null,
        string resourceVersionMatch = null, bool? sendInitialEvents = default, string shardSelector = null, int? timeoutSeconds = default,
        CancellationToken cancellationToken = default) =>
        operations.ListAsync<V1DaemonSetList>(
            "apis/apps/v1/daemonsets",
            new ListQuery(allowWatchBookmarks, continueParameter, fieldSelector, labelSelector, limit, resourceVersion, resourceVersionMatch, timeoutSeconds),
            cancellationToken);

    public static Task<V1DaemonSetList> ListNamespacedDaemonSetAsync(
        this IAppsV1Operations operations, string namespaceParameter, bool? allowWatchBookmarks = default, string continueParameter = null,
        string fieldSelector = null, string labelSelector = null, int? limit = default, string resourceVersion = null,
        string resourceVersionMatch = null, bool? sendInitialEvents = default, string shardSelector = null, int? timeoutSeconds = default,
        bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.ListAsync<V1DaemonSetList>(
            $"apis/apps/v1/namespaces/{namespaceParameter}/daemonsets",
            new ListQuery(allowWatchBookmarks, continueParameter, fieldSelector, labelSelector, limit, resourceVersion, resourceVersionMatch, timeoutSeconds),
            cancellationToken);

    public static Task<V1DaemonSet> ReadNamespacedDaemonSetAsync(
        this IAppsV1Operations operations, string name, string namespaceParameter, bool? pretty = default,
        CancellationToken cancellationToken = default) =>
        operations.GetAsync<V1DaemonSet>($"apis/apps/v1/namespaces/{namespaceParameter}/daemonsets/{name}", cancellationToken);

    public static Task<V1DaemonSet> CreateNamespacedDaemonSetAsync(
        this IAppsV1Operations operations, V1DaemonSet body, string namespaceParameter, string dryRun = null, string fieldManager = null,
        string fieldValidation = null, bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.PostAsync<V1DaemonSet>(
            $"apis/apps/v1/namespaces/{namespaceParameter}/daemonsets", body, new WriteQuery(dryRun, fieldManager, fieldValidation),
            cancellationToken);

    public static Task<V1DaemonSet> PatchNamespacedDaemonSetAsync(
        this IAppsV1Operations operations, V1Patch body, string name, string namespaceParameter, string dryRun = null, string fieldManager = null,
        string fieldValidation = null, bool? force = default, bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.PatchAsync<V1DaemonSet>(
            $"apis/apps/v1/namespaces/{namespaceParameter}/daemonsets/{name}", body, new WriteQuery(dryRun, fieldManager, fieldValidation, force),
            cancellationToken);

    public static Task<V1DaemonSet> ReplaceNamespacedDaemonSetAsync(
        this IAppsV1Operations operations, V1DaemonSet body, string name, string namespaceParameter, string dryRun = null,
        string fieldManager = null, string fieldValidation = null, bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.PutAsync<V1DaemonSet>(
            $"apis/apps/v1/namespaces/{namespaceParameter}/daemonsets/{name}", body, new WriteQuery(dryRun, fieldManager, fieldValidation),
            cancellationToken);

    public static Task<V1Status> DeleteNamespacedDaemonSetAsync(
        this IAppsV1Operations operations, string name, string namespaceParameter, V1DeleteOptions body = null, string dryRun = null,
        int? gracePeriodSeconds = default, bool? ignoreStoreReadErrorWithClusterBreakingPotential = default, bool? orphanDependents = default,
        string propagationPolicy = null, bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.DeleteAsync<V1Status>(
            $"apis/apps/v1/namespaces/{namespaceParameter}/daemonsets/{name}", body, new DeleteQuery(dryRun, gracePeriodSeconds, orphanDependents, propagationPolicy),
            cancellationToken);
}
