using k8s.Models;

namespace k8s;

public static partial class CoreV1OperationsExtensions
{
    public static IAsyncEnumerable<(WatchEventType, V1Node)> WatchListNodeAsync(
        this ICoreV1Operations operations, bool? allowWatchBookmarks = default, string continueParameter = null, string fieldSelector = null,
        string labelSelector = null, int? limit = default, string resourceVersion = null, string resourceVersionMatch = null,
        bool? sendInitialEvents = default, string shardSelector = null, int? timeoutSeconds = default, bool? pretty = default, Action<Exception> onError = null,
        CancellationToken cancellationToken = default) =>
        operations.WatchAsync<V1Node>(
            "api/v1/nodes",
            new ListQuery(allowWatchBookmarks, continueParameter, fieldSelector, labelSelector, limit, resourceVersion, resourceVersionMatch, timeoutSeconds),
            onError,
            cancellationToken);

    public static IAsyncEnumerable<(WatchEventType, V1Pod)> WatchListPodForAllNamespacesAsync(
        this ICoreV1Operations operations, bool? allowWatchBookmarks = default, string continueParameter = null, string fieldSelector = null,
        string labelSelector = null, int? limit = default, bool? pretty = default, string resourceVersion = null, string resourceVersionMatch = null,
        bool? sendInitialEvents = default, string shardSelector = null, int? timeoutSeconds = default, Action<Exception> onError = null,
        CancellationToken cancellationToken = default) =>
        operations.WatchAsync<V1Pod>(
            "api/v1/pods",
            new ListQuery(allowWatchBookmarks, continueParameter, fieldSelector, labelSelector, limit, resourceVersion, resourceVersionMatch, timeoutSeconds),
            onError,
            cancellationToken);
}

public static partial class AppsV1OperationsExtensions
{
    public static IAsyncEnumerable<(WatchEventType, V1Deployment)> WatchListDeploymentForAllNamespacesAsync(
        this IAppsV1Operations operations, bool? allowWatchBookmarks = default, string continueParameter = null, string fieldSelector = null,
        string labelSelector = null, int? limit = default, bool? pretty = default, string resourceVersion = null, string resourceVersionMatch = null,
        bool? sendInitialEvents = default, string shardSelector = null, int? timeoutSeconds = default, Action<Exception> onError = null,
        CancellationToken cancellationToken = default) =>
        operations.WatchAsync<V1Deployment>(
            "apis/apps/v1/deployments",
            new ListQuery(allowWatchBookmarks, continueParameter, fieldSelector, labelSelector, limit, resourceVersion, resourceVersionMatch, timeoutSeconds),
            onError,
            cancellationToken);

    public static IAsyncEnumerable<(WatchEventType, V1ReplicaSet)> WatchListReplicaSetForAllNamespacesAsync(
        this IAppsV1Operations operations, bool? allowWatchBookmarks = default, string continueParameter = null, string fieldSelector = null,
        string labelSelector = null, int? limit = default, bool? pretty = default, string resourceVersion = null, string resourceVersionMatch = null,
        bool? sendInitialEvents = default, string shardSelector = null, int? timeoutSeconds = default, Action<Exception> onError = null,
        CancellationToken cancellationToken = default) =>
        operations.WatchAsync<V1ReplicaSet>(
            "apis/apps/v1/replicasets",
            new ListQuery(allowWatchBookmarks, continueParameter, fieldSelector, labelSelector, limit, resourceVersion, resourceVersionMatch, timeoutSeconds),
            onError,
            cancellationToken);

    public static IAsyncEnumerable<(WatchEventType, V1StatefulSet)> WatchListStatefulSetForAllNamespacesAsync(
        this IAppsV1Operations operations, bool? allowWatchBookmarks = default, string continueParameter = null, string fieldSelector = null,
        string labelSelector = null, int? limit = default, bool? pretty = default, string resourceVersion = null, string resourceVersionMatch = null,
        bool? sendInitialEvents = default, string shardSelector = null, int? timeoutSeconds = default, Action<Exception> onError = null,
        CancellationToken cancellationToken = default) =>
        operations.WatchAsync<V1StatefulSet>(
            "apis/apps/v1/statefulsets",
            new ListQuery(allowWatchBookmarks, continueParameter, fieldSelector, labelSelector, limit, resourceVersion, resourceVersionMatch, timeoutSeconds),
            onError,
            cancellationToken);
}

public static partial class PolicyV1OperationsExtensions
{
    public static IAsyncEnumerable<(WatchEventType, V1PodDisruptionBudget)> WatchListPodDisruptionBudgetForAllNamespacesAsync(
        this IPolicyV1Operations operations, bool? allowWatchBookmarks = default, string continueParameter = null, string fieldSelector = null,
        string labelSelector = null, int? limit = default, bool? pretty = default, string resourceVersion = null, string resourceVersionMatch = null,
        bool? sendInitialEvents = default, string shardSelector = null, int? timeoutSeconds = default, Action<Exception> onError = null,
        CancellationToken cancellationToken = default) =>
        operations.WatchAsync<V1PodDisruptionBudget>(
            "apis/policy/v1/poddisruptionbudgets",
            new ListQuery(allowWatchBookmarks, continueParameter, fieldSelector, labelSelector, limit, resourceVersion, resourceVersionMatch, timeoutSeconds),
            onError,
            cancellationToken);
}

public static partial class CustomObjectsOperationsExtensions
{
    public static IAsyncEnumerable<(WatchEventType, object)> WatchListClusterCustomObjectAsync(
        this ICustomObjectsOperations operations, string group, string version, string plural, bool? allowWatchBookmarks = default,
        string continueParameter = null, string fieldSelector = null, string labelSelector = null, int? limit = default,
        string resourceVersion = null, string resourceVersionMatch = null, int? timeoutSeconds = default, bool? pretty = default,
        Action<Exception> onError = null, CancellationToken cancellationToken = default) =>
        operations.WatchAsync<object>(
            $"apis/{group}/{version}/{plural}",
            new ListQuery(allowWatchBookmarks, continueParameter, fieldSelector, labelSelector, limit, resourceVersion, resourceVersionMatch, timeoutSeconds),
            onError,
            cancellationToken);
}
