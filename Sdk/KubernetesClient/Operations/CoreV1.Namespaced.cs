using k8s.Models;

namespace k8s;

public static partial class CoreV1OperationsExtensions
{
    public static Task<V1ConfigMapList> ListConfigMapForAllNamespacesAsync(
        this ICoreV1Operations operations, bool? allowWatchBookmarks = default, string continueParameter = null, string fieldSelector = null,
        string labelSelector = null, int? limit = default, bool? pretty = default, string resourceVersion = null,
        string resourceVersionMatch = null, bool? sendInitialEvents = default, string shardSelector = null, int? timeoutSeconds = default,
        CancellationToken cancellationToken = default) =>
        operations.ListAsync<V1ConfigMapList>(
            "api/v1/configmaps",
            new ListQuery(allowWatchBookmarks, continueParameter, fieldSelector, labelSelector, limit, resourceVersion, resourceVersionMatch, timeoutSeconds),
            cancellationToken);

    public static Task<V1ConfigMapList> ListNamespacedConfigMapAsync(
        this ICoreV1Operations operations, string namespaceParameter, bool? allowWatchBookmarks = default, string continueParameter = null,
        string fieldSelector = null, string labelSelector = null, int? limit = default, string resourceVersion = null,
        string resourceVersionMatch = null, bool? sendInitialEvents = default, string shardSelector = null, int? timeoutSeconds = default,
        bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.ListAsync<V1ConfigMapList>(
            $"api/v1/namespaces/{namespaceParameter}/configmaps",
            new ListQuery(allowWatchBookmarks, continueParameter, fieldSelector, labelSelector, limit, resourceVersion, resourceVersionMatch, timeoutSeconds),
            cancellationToken);

    public static Task<V1ConfigMap> ReadNamespacedConfigMapAsync(
        this ICoreV1Operations operations, string name, string namespaceParameter, bool? pretty = default,
        CancellationToken cancellationToken = default) =>
        operations.GetAsync<V1ConfigMap>($"api/v1/namespaces/{namespaceParameter}/configmaps/{name}", cancellationToken);

    public static Task<V1ConfigMap> CreateNamespacedConfigMapAsync(
        this ICoreV1Operations operations, V1ConfigMap body, string namespaceParameter, string dryRun = null, string fieldManager = null,
        string fieldValidation = null, bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.PostAsync<V1ConfigMap>(
            $"api/v1/namespaces/{namespaceParameter}/configmaps", body, new WriteQuery(dryRun, fieldManager, fieldValidation),
            cancellationToken);

    public static Task<V1ConfigMap> PatchNamespacedConfigMapAsync(
        this ICoreV1Operations operations, V1Patch body, string name, string namespaceParameter, string dryRun = null, string fieldManager = null,
        string fieldValidation = null, bool? force = default, bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.PatchAsync<V1ConfigMap>(
            $"api/v1/namespaces/{namespaceParameter}/configmaps/{name}", body, new WriteQuery(dryRun, fieldManager, fieldValidation, force),
            cancellationToken);

    public static Task<V1ConfigMap> ReplaceNamespacedConfigMapAsync(
        this ICoreV1Operations operations, V1ConfigMap body, string name, string namespaceParameter, string dryRun = null,
        string fieldManager = null, string fieldValidation = null, bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.PutAsync<V1ConfigMap>(
            $"api/v1/namespaces/{namespaceParameter}/configmaps/{name}", body, new WriteQuery(dryRun, fieldManager, fieldValidation),
            cancellationToken);

    public static Task<V1Status> DeleteNamespacedConfigMapAsync(
        this ICoreV1Operations operations, string name, string namespaceParameter, V1DeleteOptions body = null, string dryRun = null,
        int? gracePeriodSeconds = default, bool? ignoreStoreReadErrorWithClusterBreakingPotential = default, bool? orphanDependents = default,
        string propagationPolicy = null, bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.DeleteAsync<V1Status>(
            $"api/v1/namespaces/{namespaceParameter}/configmaps/{name}", body, new DeleteQuery(dryRun, gracePeriodSeconds, orphanDependents, propagationPolicy),
            cancellationToken);

    public static Task<V1SecretList> ListSecretForAllNamespacesAsync(
        this ICoreV1Operations operations, bool? allowWatchBookmarks = default, string continueParameter = null, string fieldSelector = null,
        string labelSelector = null, int? limit = default, bool? pretty = default, string resourceVersion = null,
        string resourceVersionMatch = null, bool? sendInitialEvents = default, string shardSelector = null, int? timeoutSeconds = default,
        CancellationToken cancellationToken = default) =>
        operations.ListAsync<V1SecretList>(
            "api/v1/secrets",
            new ListQuery(allowWatchBookmarks, continueParameter, fieldSelector, labelSelector, limit, resourceVersion, resourceVersionMatch, timeoutSeconds),
            cancellationToken);

    public static Task<V1SecretList> ListNamespacedSecretAsync(
        this ICoreV1Operations operations, string namespaceParameter, bool? allowWatchBookmarks = default, string continueParameter = null,
        string fieldSelector = null, string labelSelector = null, int? limit = default, string resourceVersion = null,
        string resourceVersionMatch = null, bool? sendInitialEvents = default, string shardSelector = null, int? timeoutSeconds = default,
        bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.ListAsync<V1SecretList>(
            $"api/v1/namespaces/{namespaceParameter}/secrets",
            new ListQuery(allowWatchBookmarks, continueParameter, fieldSelector, labelSelector, limit, resourceVersion, resourceVersionMatch, timeoutSeconds),
            cancellationToken);

    public static Task<V1Secret> ReadNamespacedSecretAsync(
        this ICoreV1Operations operations, string name, string namespaceParameter, bool? pretty = default,
        CancellationToken cancellationToken = default) =>
        operations.GetAsync<V1Secret>($"api/v1/namespaces/{namespaceParameter}/secrets/{name}", cancellationToken);

    public static Task<V1Secret> CreateNamespacedSecretAsync(
        this ICoreV1Operations operations, V1Secret body, string namespaceParameter, string dryRun = null, string fieldManager = null,
        string fieldValidation = null, bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.PostAsync<V1Secret>(
            $"api/v1/namespaces/{namespaceParameter}/secrets", body, new WriteQuery(dryRun, fieldManager, fieldValidation),
            cancellationToken);

    public static Task<V1Secret> PatchNamespacedSecretAsync(
        this ICoreV1Operations operations, V1Patch body, string name, string namespaceParameter, string dryRun = null, string fieldManager = null,
        string fieldValidation = null, bool? force = default, bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.PatchAsync<V1Secret>(
            $"api/v1/namespaces/{namespaceParameter}/secrets/{name}", body, new WriteQuery(dryRun, fieldManager, fieldValidation, force),
            cancellationToken);

    public static Task<V1Secret> ReplaceNamespacedSecretAsync(
        this ICoreV1Operations operations, V1Secret body, string name, string namespaceParameter, string dryRun = null,
        string fieldManager = null, string fieldValidation = null, bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.PutAsync<V1Secret>(
            $"api/v1/namespaces/{namespaceParameter}/secrets/{name}", body, new WriteQuery(dryRun, fieldManager, fieldValidation),
            cancellationToken);

    public static Task<V1Status> DeleteNamespacedSecretAsync(
        this ICoreV1Operations operations, string name, string namespaceParameter, V1DeleteOptions body = null, string dryRun = null,
        int? gracePeriodSeconds = default, bool? ignoreStoreReadErrorWithClusterBreakingPotential = default, bool? orphanDependents = default,
        string propagationPolicy = null, bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.DeleteAsync<V1Status>(
            $"api/v1/namespaces/{namespaceParameter}/secrets/{name}", body, new DeleteQuery(dryRun, gracePeriodSeconds, orphanDependents, propagationPolicy),
            cancellationToken);

    public static Task<V1PersistentVolumeClaimList> ListPersistentVolumeClaimForAllNamespacesAsync(
        this ICoreV1Operations operations, bool? allowWatchBookmarks = default, string continueParameter = null, string fieldSelector = null,
        string labelSelector = null, int? limit = default, bool? pretty = default, string resourceVersion = null,
        string resourceVersionMatch = null, bool? sendInitialEvents = default, string shardSelector = null, int? timeoutSeconds = default,
        CancellationToken cancellationToken = default) =>
        operations.ListAsync<V1PersistentVolumeClaimList>(
            "api/v1/persistentvolumeclaims",
            new ListQuery(allowWatchBookmarks, continueParameter, fieldSelector, labelSelector, limit, resourceVersion, resourceVersionMatch, timeoutSeconds),
            cancellationToken);

    public static Task<V1PersistentVolumeClaimList> ListNamespacedPersistentVolumeClaimAsync(
        this ICoreV1Operations operations, string namespaceParameter, bool? allowWatchBookmarks = default, string continueParameter = null,
        string fieldSelector = null, string labelSelector = null, int? limit = default, string resourceVersion = null,
        string resourceVersionMatch = null, bool? sendInitialEvents = default, string shardSelector = null, int? timeoutSeconds = default,
        bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.ListAsync<V1PersistentVolumeClaimList>(
            $"api/v1/namespaces/{namespaceParameter}/persistentvolumeclaims",
            new ListQuery(allowWatchBookmarks, continueParameter, fieldSelector, labelSelector, limit, resourceVersion, resourceVersionMatch, timeoutSeconds),
            cancellationToken);

    public static Task<V1PersistentVolumeClaim> ReadNamespacedPersistentVolumeClaimAsync(
        this ICoreV1Operations operations, string name, string namespaceParameter, bool? pretty = default,
        CancellationToken cancellationToken = default) =>
        operations.GetAsync<V1PersistentVolumeClaim>($"api/v1/namespaces/{namespaceParameter}/persistentvolumeclaims/{name}", cancellationToken);

    public static Task<V1PersistentVolumeClaim> CreateNamespacedPersistentVolumeClaimAsync(
        this ICoreV1Operations operations, V1PersistentVolumeClaim body, string namespaceParameter, string dryRun = null,
        string fieldManager = null, string fieldValidation = null, bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.PostAsync<V1PersistentVolumeClaim>(
            $"api/v1/namespaces/{namespaceParameter}/persistentvolumeclaims", body, new WriteQuery(dryRun, fieldManager, fieldValidation),
            cancellationToken);

    public static Task<V1PersistentVolumeClaim> DeleteNamespacedPersistentVolumeClaimAsync(
        this ICoreV1Operations operations, string name, string namespaceParameter, V1DeleteOptions body = null, string dryRun = null,
        int? gracePeriodSeconds = default, bool? ignoreStoreReadErrorWithClusterBreakingPotential = default, bool? orphanDependents = default,
        string propagationPolicy = null, bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.DeleteAsync<V1PersistentVolumeClaim>(
            $"api/v1/namespaces/{namespaceParameter}/persistentvolumeclaims/{name}", body, new DeleteQuery(dryRun, gracePeriodSeconds, orphanDependents, propagationPolicy),
            cancellationToken);

    public static Task<V1ResourceQuotaList> ListResourceQuotaForAllNamespacesAsync(
        this ICoreV1Operations operations, bool? allowWatchBookmarks = default, string continueParameter = null, string fieldSelector = null,
        string labelSelector = null, int? limit = default, bool? pretty = default, string resourceVersion = null,
        string resourceVersionMatch = null, bool? sendInitialEvents = default, string shardSelector = null, int? timeoutSeconds = default,
        CancellationToken cancellationToken = default) =>
        operations.ListAsync<V1ResourceQuotaList>(
            "api/v1/resourcequotas",
            new ListQuery(allowWatchBookmarks, continueParameter, fieldSelector, labelSelector, limit, resourceVersion, resourceVersionMatch, timeoutSeconds),
            cancellationToken);

    public static Task<V1ResourceQuotaList> ListNamespacedResourceQuotaAsync(
        this ICoreV1Operations operations, string namespaceParameter, bool? allowWatchBookmarks = default, string continueParameter = null,
        string fieldSelector = null, string labelSelector = null, int? limit = default, string resourceVersion = null,
        string resourceVersionMatch = null, bool? sendInitialEvents = default, string shardSelector = null, int? timeoutSeconds = default,
        bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.ListAsync<V1ResourceQuotaList>(
            $"api/v1/namespaces/{namespaceParameter}/resourcequotas",
            new ListQuery(allowWatchBookmarks, continueParameter, fieldSelector, labelSelector, limit, resourceVersion, resourceVersionMatch, timeoutSeconds),
            cancellationToken);

    public static Task<V1ResourceQuota> CreateNamespacedResourceQuotaAsync(
        this ICoreV1Operations operations, V1ResourceQuota body, string namespaceParameter, string dryRun = null, string fieldManager = null,
        string fieldValidation = null, bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.PostAsync<V1ResourceQuota>(
            $"api/v1/namespaces/{namespaceParameter}/resourcequotas", body, new WriteQuery(dryRun, fieldManager, fieldValidation),
            cancellationToken);

    public static Task<V1ResourceQuota> DeleteNamespacedResourceQuotaAsync(
        this ICoreV1Operations operations, string name, string namespaceParameter, V1DeleteOptions body = null, string dryRun = null,
        int? gracePeriodSeconds = default, bool? ignoreStoreReadErrorWithClusterBreakingPotential = default, bool? orphanDependents = default,
        string propagationPolicy = null, bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.DeleteAsync<V1ResourceQuota>(
            $"api/v1/namespaces/{namespaceParameter}/resourcequotas/{name}", body, new DeleteQuery(dryRun, gracePeriodSeconds, orphanDependents, propagationPolicy),
            cancellationToken);

    public static Task<Corev1EventList> ListEventForAllNamespacesAsync(
        this ICoreV1Operations operations, bool? allowWatchBookmarks = default, string continueParameter = null, string fieldSelector = null,
        string labelSelector = null, int? limit = default, bool? pretty = default, string resourceVersion = null,
        string resourceVersionMatch = null, bool? sendInitialEvents = default, string shardSelector = null, int? timeoutSeconds = default,
        CancellationToken cancellationToken = default) =>
        operations.ListAsync<Corev1EventList>(
            "api/v1/events",
            new ListQuery(allowWatchBookmarks, continueParameter, fieldSelector, labelSelector, limit, resourceVersion, resourceVersionMatch, timeoutSeconds),
            cancellationToken);

    public static Task<Corev1EventList> ListNamespacedEventAsync(
        this ICoreV1Operations operations, string namespaceParameter, bool? allowWatchBookmarks = default, string continueParameter = null,
        string fieldSelector = null, string labelSelector = null, int? limit = default, string resourceVersion = null,
        string resourceVersionMatch = null, bool? sendInitialEvents = default, string shardSelector = null, int? timeoutSeconds = default,
        bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.ListAsync<Corev1EventList>(
            $"api/v1/namespaces/{namespaceParameter}/events",
            new ListQuery(allowWatchBookmarks, continueParameter, fieldSelector, labelSelector, limit, resourceVersion, resourceVersionMatch, timeoutSeconds),
            cancellationToken);
}
