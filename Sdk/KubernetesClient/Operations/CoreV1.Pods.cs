using k8s.Models;

namespace k8s;

public static partial class CoreV1OperationsExtensions
{
    public static Task<V1PodList> ListPodForAllNamespacesAsync(
        this ICoreV1Operations operations, bool? allowWatchBookmarks = default, string continueParameter = null, string fieldSelector = null,
        string labelSelector = null, int? limit = default, bool? pretty = default, string resourceVersion = null,
        string resourceVersionMatch = null, bool? sendInitialEvents = default, string shardSelector = null, int? timeoutSeconds = default,
        CancellationToken cancellationToken = default) =>
        operations.ListAsync<V1PodList>(
            "api/v1/pods",
            new ListQuery(allowWatchBookmarks, continueParameter, fieldSelector, labelSelector, limit, resourceVersion, resourceVersionMatch, timeoutSeconds),
            cancellationToken);

    public static Task<V1PodList> ListNamespacedPodAsync(
        this ICoreV1Operations operations, string namespaceParameter, bool? allowWatchBookmarks = default, string continueParameter = null,
        string fieldSelector = null, string labelSelector = null, int? limit = default, string resourceVersion = null,
        string resourceVersionMatch = null, bool? sendInitialEvents = default, string shardSelector = null, int? timeoutSeconds = default,
        bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.ListAsync<V1PodList>(
            $"api/v1/namespaces/{namespaceParameter}/pods",
            new ListQuery(allowWatchBookmarks, continueParameter, fieldSelector, labelSelector, limit, resourceVersion, resourceVersionMatch, timeoutSeconds),
            cancellationToken);

    public static Task<V1Pod> ReadNamespacedPodAsync(
        this ICoreV1Operations operations, string name, string namespaceParameter, bool? pretty = default,
        CancellationToken cancellationToken = default) =>
        operations.GetAsync<V1Pod>($"api/v1/namespaces/{namespaceParameter}/pods/{name}", cancellationToken);

    public static Task<V1Pod> CreateNamespacedPodAsync(
        this ICoreV1Operations operations, V1Pod body, string namespaceParameter, string dryRun = null, string fieldManager = null,
        string fieldValidation = null, bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.PostAsync<V1Pod>(
            $"api/v1/namespaces/{namespaceParameter}/pods", body, new WriteQuery(dryRun, fieldManager, fieldValidation),
            cancellationToken);

    public static Task<V1Pod> PatchNamespacedPodAsync(
        this ICoreV1Operations operations, V1Patch body, string name, string namespaceParameter, string dryRun = null, string fieldManager = null,
        string fieldValidation = null, bool? force = default, bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.PatchAsync<V1Pod>(
            $"api/v1/namespaces/{namespaceParameter}/pods/{name}", body, new WriteQuery(dryRun, fieldManager, fieldValidation, force),
            cancellationToken);

    public static Task<V1Pod> ReplaceNamespacedPodAsync(
        this ICoreV1Operations operations, V1Pod body, string name, string namespaceParameter, string dryRun = null, string fieldManager = null,
        string fieldValidation = null, bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.PutAsync<V1Pod>(
            $"api/v1/namespaces/{namespaceParameter}/pods/{name}", body, new WriteQuery(dryRun, fieldManager, fieldValidation),
            cancellationToken);

    public static Task<V1Pod> DeleteNamespacedPodAsync(
        this ICoreV1Operations operations, string name, string namespaceParameter, V1DeleteOptions body = null, string dryRun = null,
        int? gracePeriodSeconds = default, bool? ignoreStoreReadErrorWithClusterBreakingPotential = default, bool? orphanDependents = default,
        string propagationPolicy = null, bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.DeleteAsync<V1Pod>(
            $"api/v1/namespaces/{namespaceParameter}/pods/{name}", body, new DeleteQuery(dryRun, gracePeriodSeconds, orphanDependents, propagationPolicy),
            cancellationToken);

    public static Task<V1Pod> PatchNamespacedPodStatusAsync(
        this ICoreV1Operations operations, V1Patch body, string name, string namespaceParameter, string dryRun = null, string fieldManager = null,
        string fieldValidation = null, bool? force = default, bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.PatchAsync<V1Pod>(
            $"api/v1/namespaces/{namespaceParameter}/pods/{name}/status", body, new WriteQuery(dryRun, fieldManager, fieldValidation, force),
            cancellationToken);

    public static Task<V1Eviction> CreateNamespacedPodEvictionAsync(
        this ICoreV1Operations operations, V1Eviction body, string name, string namespaceParameter, string dryRun = null,
        string fieldManager = null, string fieldValidation = null, bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.PostAsync<V1Eviction>(
            $"api/v1/namespaces/{namespaceParameter}/pods/{name}/eviction", body, new WriteQuery(dryRun, fieldManager, fieldValidation),
            cancellationToken);

    public static Task<Stream> ConnectGetNamespacedPodProxyWithPathAsync(
        this ICoreV1Operations operations, string name, string namespaceParameter, string path, string path1 = null,
        CancellationToken cancellationToken = default) =>
        operations.GetStreamAsync($"api/v1/namespaces/{namespaceParameter}/pods/{name}/proxy/{path}", cancellationToken);
}
