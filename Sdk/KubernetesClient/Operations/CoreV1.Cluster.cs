using k8s.Models;

namespace k8s;

public static partial class CoreV1OperationsExtensions
{
    public static Task<V1APIResourceList> GetAPIResourcesAsync(
        this ICoreV1Operations operations, CancellationToken cancellationToken = default) =>
        operations.GetAsync<V1APIResourceList>("api/v1", cancellationToken);

    public static Task<V1NodeList> ListNodeAsync(
        this ICoreV1Operations operations, bool? allowWatchBookmarks = default, string continueParameter = null, string fieldSelector = null,
        string labelSelector = null, int? limit = default, string resourceVersion = null, string resourceVersionMatch = null,
        bool? sendInitialEvents = default, string shardSelector = null, int? timeoutSeconds = default, bool? pretty = default,
        CancellationToken cancellationToken = default) =>
        operations.ListAsync<V1NodeList>(
            "api/v1/nodes",
            new ListQuery(allowWatchBookmarks, continueParameter, fieldSelector, labelSelector, limit, resourceVersion, resourceVersionMatch, timeoutSeconds),
            cancellationToken);

    public static Task<V1Node> ReadNodeAsync(
        this ICoreV1Operations operations, string name, bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.GetAsync<V1Node>($"api/v1/nodes/{name}", cancellationToken);

    public static Task<V1Node> CreateNodeAsync(
        this ICoreV1Operations operations, V1Node body, string dryRun = null, string fieldManager = null, string fieldValidation = null,
        bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.PostAsync<V1Node>("api/v1/nodes", body, new WriteQuery(dryRun, fieldManager, fieldValidation), cancellationToken);

    public static Task<V1Node> PatchNodeAsync(
        this ICoreV1Operations operations, V1Patch body, string name, string dryRun = null, string fieldManager = null,
        string fieldValidation = null, bool? force = default, bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.PatchAsync<V1Node>(
            $"api/v1/nodes/{name}", body, new WriteQuery(dryRun, fieldManager, fieldValidation, force),
            cancellationToken);

    public static Task<V1Node> ReplaceNodeAsync(
        this ICoreV1Operations operations, V1Node body, string name, string dryRun = null, string fieldManager = null,
        string fieldValidation = null, bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.PutAsync<V1Node>($"api/v1/nodes/{name}", body, new WriteQuery(dryRun, fieldManager, fieldValidation), cancellationToken);

    public static Task<V1Status> DeleteNodeAsync(
        this ICoreV1Operations operations, string name, V1DeleteOptions body = null, string dryRun = null, int? gracePeriodSeconds = default,
        bool? ignoreStoreReadErrorWithClusterBreakingPotential = default, bool? orphanDependents = default, string propagationPolicy = null,
        bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.DeleteAsync<V1Status>(
            $"api/v1/nodes/{name}", body, new DeleteQuery(dryRun, gracePeriodSeconds, orphanDependents, propagationPolicy),
            cancellationToken);

    public static Task<V1Node> PatchNodeStatusAsync(
        this ICoreV1Operations operations, V1Patch body, string name, string dryRun = null, string fieldManager = null,
        string fieldValidation = null, bool? force = default, bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.PatchAsync<V1Node>(
            $"api/v1/nodes/{name}/status", body, new WriteQuery(dryRun, fieldManager, fieldValidation, force),
            cancellationToken);

    public static Task<V1NamespaceList> ListNamespaceAsync(
        this ICoreV1Operations operations, bool? allowWatchBookmarks = default, string continueParameter = null, string fieldSelector = null,
        string labelSelector = null, int? limit = default, string resourceVersion = null, string resourceVersionMatch = null,
        bool? sendInitialEvents = default, string shardSelector = null, int? timeoutSeconds = default, bool? pretty = default,
        CancellationToken cancellationToken = default) =>
        operations.ListAsync<V1NamespaceList>(
            "api/v1/namespaces",
            new ListQuery(allowWatchBookmarks, continueParameter, fieldSelector, labelSelector, limit, resourceVersion, resourceVersionMatch, timeoutSeconds),
            cancellationToken);

    public static Task<V1Namespace> ReadNamespaceAsync(
        this ICoreV1Operations operations, string name, bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.GetAsync<V1Namespace>($"api/v1/namespaces/{name}", cancellationToken);

    public static Task<V1Namespace> CreateNamespaceAsync(
        this ICoreV1Operations operations, V1Namespace body, string dryRun = null, string fieldManager = null, string fieldValidation = null,
        bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.PostAsync<V1Namespace>("api/v1/namespaces", body, new WriteQuery(dryRun, fieldManager, fieldValidation), cancellationToken);

    public static Task<V1Namespace> PatchNamespaceAsync(
        this ICoreV1Operations operations, V1Patch body, string name, string dryRun = null, string fieldManager = null,
        string fieldValidation = null, bool? force = default, bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.PatchAsync<V1Namespace>(
            $"api/v1/namespaces/{name}", body, new WriteQuery(dryRun, fieldManager, fieldValidation, force),
            cancellationToken);

    public static Task<V1Status> DeleteNamespaceAsync(
        this ICoreV1Operations operations, string name, V1DeleteOptions body = null, string dryRun = null, int? gracePeriodSeconds = default,
        bool? ignoreStoreReadErrorWithClusterBreakingPotential = default, bool? orphanDependents = default, string propagationPolicy = null,
        bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.DeleteAsync<V1Status>(
            $"api/v1/namespaces/{name}", body, new DeleteQuery(dryRun, gracePeriodSeconds, orphanDependents, propagationPolicy),
            cancellationToken);

    public static Task<V1PersistentVolumeList> ListPersistentVolumeAsync(
        this ICoreV1Operations operations, bool? allowWatchBookmarks = default, string continueParameter = null, string fieldSelector = null,
        string labelSelector = null, int? limit = default, string resourceVersion = null, string resourceVersionMatch = null,
        bool? sendInitialEvents = default, string shardSelector = null, int? timeoutSeconds = default, bool? pretty = default,
        CancellationToken cancellationToken = default) =>
        operations.ListAsync<V1PersistentVolumeList>(
            "api/v1/persistentvolumes",
            new ListQuery(allowWatchBookmarks, continueParameter, fieldSelector, labelSelector, limit, resourceVersion, resourceVersionMatch, timeoutSeconds),
            cancellationToken);

    public static Task<V1PersistentVolume> ReadPersistentVolumeAsync(
        this ICoreV1Operations operations, string name, bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.GetAsync<V1PersistentVolume>($"api/v1/persistentvolumes/{name}", cancellationToken);

    public static Task<V1PersistentVolume> CreatePersistentVolumeAsync(
        this ICoreV1Operations operations, V1PersistentVolume body, string dryRun = null, string fieldManager = null,
        string fieldValidation = null, bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.PostAsync<V1PersistentVolume>(
            "api/v1/persistentvolumes", body, new WriteQuery(dryRun, fieldManager, fieldValidation),
            cancellationToken);

    public static Task<V1PersistentVolume> DeletePersistentVolumeAsync(
        this ICoreV1Operations operations, string name, V1DeleteOptions body = null, string dryRun = null, int? gracePeriodSeconds = default,
        bool? ignoreStoreReadErrorWithClusterBreakingPotential = default, bool? orphanDependents = default, string propagationPolicy = null,
        bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.DeleteAsync<V1PersistentVolume>(
            $"api/v1/persistentvolumes/{name}", body, new DeleteQuery(dryRun, gracePeriodSeconds, orphanDependents, propagationPolicy),
            cancellationToken);
}
