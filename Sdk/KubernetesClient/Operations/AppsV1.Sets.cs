using k8s.Models;

namespace k8s;

public static partial class AppsV1OperationsExtensions
{
    public static Task<V1StatefulSetList> ListStatefulSetForAllNamespacesAsync(
        this IAppsV1Operations operations, bool? allowWatchBookmarks = default, string continueParameter = null, string fieldSelector = null,
        string labelSelector = null, int? limit = default, bool? pretty = default, string resourceVersion = null,
        string resourceVersionMatch = null, bool? sendInitialEvents = default, string shardSelector = null, int? timeoutSeconds = default,
        CancellationToken cancellationToken = default) =>
        operations.ListAsync<V1StatefulSetList>(
            "apis/apps/v1/statefulsets",
            new ListQuery(allowWatchBookmarks, continueParameter, fieldSelector, labelSelector, limit, resourceVersion, resourceVersionMatch, timeoutSeconds),
            cancellationToken);

    public static Task<V1StatefulSetList> ListNamespacedStatefulSetAsync(
        this IAppsV1Operations operations, string namespaceParameter, bool? allowWatchBookmarks = default, string continueParameter = null,
        string fieldSelector = null, string labelSelector = null, int? limit = default, string resourceVersion = null,
        string resourceVersionMatch = null, bool? sendInitialEvents = default, string shardSelector = null, int? timeoutSeconds = default,
        bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.ListAsync<V1StatefulSetList>(
            $"apis/apps/v1/namespaces/{namespaceParameter}/statefulsets",
            new ListQuery(allowWatchBookmarks, continueParameter, fieldSelector, labelSelector, limit, resourceVersion, resourceVersionMatch, timeoutSeconds),
            cancellationToken);

    public static Task<V1StatefulSet> ReadNamespacedStatefulSetAsync(
        this IAppsV1Operations operations, string name, string namespaceParameter, bool? pretty = default,
        CancellationToken cancellationToken = default) =>
        operations.GetAsync<V1StatefulSet>($"apis/apps/v1/namespaces/{namespaceParameter}/statefulsets/{name}", cancellationToken);

    public static Task<V1StatefulSet> CreateNamespacedStatefulSetAsync(
        this IAppsV1Operations operations, V1StatefulSet body, string namespaceParameter, string dryRun = null, string fieldManager = null,
        string fieldValidation = null, bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.PostAsync<V1StatefulSet>(
            $"apis/apps/v1/namespaces/{namespaceParameter}/statefulsets", body, new WriteQuery(dryRun, fieldManager, fieldValidation),
            cancellationToken);

    public static Task<V1StatefulSet> PatchNamespacedStatefulSetAsync(
        this IAppsV1Operations operations, V1Patch body, string name, string namespaceParameter, string dryRun = null, string fieldManager = null,
        string fieldValidation = null, bool? force = default, bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.PatchAsync<V1StatefulSet>(
            $"apis/apps/v1/namespaces/{namespaceParameter}/statefulsets/{name}", body, new WriteQuery(dryRun, fieldManager, fieldValidation, force),
            cancellationToken);

    public static Task<V1StatefulSet> ReplaceNamespacedStatefulSetAsync(
        this IAppsV1Operations operations, V1StatefulSet body, string name, string namespaceParameter, string dryRun = null,
        string fieldManager = null, string fieldValidation = null, bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.PutAsync<V1StatefulSet>(
            $"apis/apps/v1/namespaces/{namespaceParameter}/statefulsets/{name}", body, new WriteQuery(dryRun, fieldManager, fieldValidation),
            cancellationToken);

    public static Task<V1Status> DeleteNamespacedStatefulSetAsync(
        this IAppsV1Operations operations, string name, string namespaceParameter, V1DeleteOptions body = null, string dryRun = null,
        int? gracePeriodSeconds = default, bool? ignoreStoreReadErrorWithClusterBreakingPotential = default, bool? orphanDependents = default,
        string propagationPolicy = null, bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.DeleteAsync<V1Status>(
            $"apis/apps/v1/namespaces/{namespaceParameter}/statefulsets/{name}", body, new DeleteQuery(dryRun, gracePeriodSeconds, orphanDependents, propagationPolicy),
            cancellationToken);

    public static Task<V1Scale> ReadNamespacedStatefulSetScaleAsync(
        this IAppsV1Operations operations, string name, string namespaceParameter, bool? pretty = default,
        CancellationToken cancellationToken = default) =>
        operations.GetAsync<V1Scale>($"apis/apps/v1/namespaces/{namespaceParameter}/statefulsets/{name}/scale", cancellationToken);

    public static Task<V1Scale> PatchNamespacedStatefulSetScaleAsync(
        this IAppsV1Operations operations, V1Patch body, string name, string namespaceParameter, string dryRun = null, string fieldManager = null,
        string fieldValidation = null, bool? force = default, bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.PatchAsync<V1Scale>(
            $"apis/apps/v1/namespaces/{namespaceParameter}/statefulsets/{name}/scale", body, new WriteQuery(dryRun, fieldManager, fieldValidation, force),
            cancellationToken);

    public static Task<V1ReplicaSetList> ListReplicaSetForAllNamespacesAsync(
        this IAppsV1Operations operations, bool? allowWatchBookmarks = default, string continueParameter = null, string fieldSelector = null,
        string labelSelector = null, int? limit = default, bool? pretty = default, string resourceVersion = null,
        string resourceVersionMatch = null, bool? sendInitialEvents = default, string shardSelector = null, int? timeoutSeconds = default,
        CancellationToken cancellationToken = default) =>
        operations.ListAsync<V1ReplicaSetList>(
            "apis/apps/v1/replicasets",
            new ListQuery(allowWatchBookmarks, continueParameter, fieldSelector, labelSelector, limit, resourceVersion, resourceVersionMatch, timeoutSeconds),
            cancellationToken);

    public static Task<V1ReplicaSetList> ListNamespacedReplicaSetAsync(
        this IAppsV1Operations operations, string namespaceParameter, bool? allowWatchBookmarks = default, string continueParameter = null,
        string fieldSelector = null, string labelSelector = null, int? limit = default, string resourceVersion = null,
        string resourceVersionMatch = null, bool? sendInitialEvents = default, string shardSelector = null, int? timeoutSeconds = default,
        bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.ListAsync<V1ReplicaSetList>(
            $"apis/apps/v1/namespaces/{namespaceParameter}/replicasets",
            new ListQuery(allowWatchBookmarks, continueParameter, fieldSelector, labelSelector, limit, resourceVersion, resourceVersionMatch, timeoutSeconds),
            cancellationToken);

    public static Task<V1ReplicaSet> ReadNamespacedReplicaSetAsync(
        this IAppsV1Operations operations, string name, string namespaceParameter, bool? pretty = default,
        CancellationToken cancellationToken = default) =>
        operations.GetAsync<V1ReplicaSet>($"apis/apps/v1/namespaces/{namespaceParameter}/replicasets/{name}", cancellationToken);

    public static Task<V1Status> DeleteNamespacedReplicaSetAsync(
        this IAppsV1Operations operations, string name, string namespaceParameter, V1DeleteOptions body = null, string dryRun = null,
        int? gracePeriodSeconds = default, bool? ignoreStoreReadErrorWithClusterBreakingPotential = default, bool? orphanDependents = default,
        string propagationPolicy = null, bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.DeleteAsync<V1Status>(
            $"apis/apps/v1/namespaces/{namespaceParameter}/replicasets/{name}", body, new DeleteQuery(dryRun, gracePeriodSeconds, orphanDependents, propagationPolicy),
            cancellationToken);
}
