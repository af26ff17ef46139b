using k8s.Models;

namespace k8s;

public static partial class CustomObjectsOperationsExtensions
{
    public static Task<object> ListClusterCustomObjectAsync(
        this ICustomObjectsOperations operations, string group, string version, string plural, bool? allowWatchBookmarks = default,
        string continueParameter = null, string fieldSelector = null, string labelSelector = null, int? limit = default,
        string resourceVersion = null, string resourceVersionMatch = null, int? timeoutSeconds = default, bool? pretty = default,
        CancellationToken cancellationToken = default) =>
        operations.ListAsync<object>(
            $"apis/{group}/{version}/{plural}",
            new ListQuery(allowWatchBookmarks, continueParameter, fieldSelector, labelSelector, limit, resourceVersion, resourceVersionMatch, timeoutSeconds),
            cancellationToken);

    public static Task<object> GetClusterCustomObjectAsync(
        this ICustomObjectsOperations operations, string group, string version, string plural, string name,
        CancellationToken cancellationToken = default) =>
        operations.GetAsync<object>($"apis/{group}/{version}/{plural}/{name}", cancellationToken);

    public static Task<object> ListNamespacedCustomObjectAsync(
        this ICustomObjectsOperations operations, string group, string version, string namespaceParameter, string plural,
        bool? allowWatchBookmarks = default, string continueParameter = null, string fieldSelector = null, string labelSelector = null,
        int? limit = default, string resourceVersion = null, string resourceVersionMatch = null, int? timeoutSeconds = default,
        bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.ListAsync<object>(
            $"apis/{group}/{version}/namespaces/{namespaceParameter}/{plural}",
            new ListQuery(allowWatchBookmarks, continueParameter, fieldSelector, labelSelector, limit, resourceVersion, resourceVersionMatch, timeoutSeconds),
            cancellationToken);

    public static Task<object> GetNamespacedCustomObjectAsync(
        this ICustomObjectsOperations operations, string group, string version, string namespaceParameter, string plural, string name,
        CancellationToken cancellationToken = default) =>
        operations.GetAsync<object>($"apis/{group}/{version}/namespaces/{namespaceParameter}/{plural}/{name}", cancellationToken);

    public static Task<object> CreateNamespacedCustomObjectAsync(
        this ICustomObjectsOperations operations, object body, string group, string version, string namespaceParameter, string plural,
        string dryRun = null, string fieldManager = null, string fieldValidation = null, bool? pretty = default,
        CancellationToken cancellationToken = default) =>
        operations.PostAsync<object>(
            $"apis/{group}/{version}/namespaces/{namespaceParameter}/{plural}", body, new WriteQuery(dryRun, fieldManager, fieldValidation),
            cancellationToken);

    public static Task<object> DeleteNamespacedCustomObjectAsync(
        this ICustomObjectsOperations operations, string group, string version, string namespaceParameter, string plural, string name,
        V1DeleteOptions body = null, int? gracePeriodSeconds = default, bool? orphanDependents = default, string propagationPolicy = null,
        string dryRun = null, CancellationToken cancellationToken = default) =>
        operations.DeleteAsync<object>(
            $"apis/{group}/{version}/namespaces/{namespaceParameter}/{plural}/{name}", body, new DeleteQuery(dryRun, gracePeriodSeconds, orphanDependents, propagationPolicy),
            cancellationToken);

    public static Task<T> ListClusterCustomObjectAsync<T>(
        this ICustomObjectsOperations operations, string group, string version, string plural, bool? allowWatchBookmarks = default,
        string continueParameter = null, string fieldSelector = null, string labelSelector = null, int? limit = default,
        string resourceVersion = null, string resourceVersionMatch = null, int? timeoutSeconds = default, bool? pretty = default,
        CancellationToken cancellationToken = default) =>
        operations.ListAsync<T>(
            $"apis/{group}/{version}/{plural}",
            new ListQuery(allowWatchBookmarks, continueParameter, fieldSelector, labelSelector, limit, resourceVersion, resourceVersionMatch, timeoutSeconds),
            cancellationToken);

    public static Task<T> GetClusterCustomObjectAsync<T>(
        this ICustomObjectsOperations operations, string group, string version, string plural, string name,
        CancellationToken cancellationToken = default) =>
        operations.GetAsync<T>($"apis/{group}/{version}/{plural}/{name}", cancellationToken);

    public static Task<T> ListNamespacedCustomObjectAsync<T>(
        this ICustomObjectsOperations operations, string group, string version, string namespaceParameter, string plural,
        bool? allowWatchBookmarks = default, string continueParameter = null, string fieldSelector = null, string labelSelector = null,
        int? limit = default, string resourceVersion = null, string resourceVersionMatch = null, int? timeoutSeconds = default,
        bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.ListAsync<T>(
            $"apis/{group}/{version}/namespaces/{namespaceParameter}/{plural}",
            new ListQuery(allowWatchBookmarks, continueParameter, fieldSelector, labelSelector, limit, resourceVersion, resourceVersionMatch, timeoutSeconds),
            cancellationToken);

    public static Task<T> GetNamespacedCustomObjectAsync<T>(
        this ICustomObjectsOperations operations, string group, string version, string namespaceParameter, string plural, string name,
        CancellationToken cancellationToken = default) =>
        operations.GetAsync<T>($"apis/{group}/{version}/namespaces/{namespaceParameter}/{plural}/{name}", cancellationToken);

    public static Task<T> CreateNamespacedCustomObjectAsync<T>(
        this ICustomObjectsOperations operations, object body, string group, string version, string namespaceParameter, string plural,
        string dryRun = null, string fieldManager = null, string fieldValidation = null, bool? pretty = default,
        CancellationToken cancellationToken = default) =>
        operations.PostAsync<T>(
            $"apis/{group}/{version}/namespaces/{namespaceParameter}/{plural}", body, new WriteQuery(dryRun, fieldManager, fieldValidation),
            cancellationToken);

    public static Task<T> DeleteNamespacedCustomObjectAsync<T>(
        this ICustomObjectsOperations operations, string group, string version, string namespaceParameter, string plural, string name,
        V1DeleteOptions body = null, int? gracePeriodSeconds = default, bool? orphanDependents = default, string propagationPolicy = null,
        string dryRun = null, CancellationToken cancellationToken = default) =>
        operations.DeleteAsync<T>(
            $"apis/{group}/{version}/namespaces/{namespaceParameter}/{plural}/{name}", body, new DeleteQuery(dryRun, gracePeriodSeconds, orphanDependents, propagationPolicy),
            cancellationToken);
}
