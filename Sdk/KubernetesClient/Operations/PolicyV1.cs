using k8s.Models;

namespace k8s;

public static partial class PolicyV1OperationsExtensions
{
    public static Task<V1APIResourceList> GetAPIResourcesAsync(
        this IPolicyV1Operations operations, CancellationToken cancellationToken = default) =>
        operations.GetAsync<V1APIResourceList>("apis/policy/v1", cancellationToken);

    public static Task<V1PodDisruptionBudgetList> ListPodDisruptionBudgetForAllNamespacesAsync(
        this IPolicyV1Operations operations, bool? allowWatchBookmarks = default, string continueParameter = null, string fieldSelector = null,
        string labelSelector = null, int? limit = default, bool? pretty = default, string resourceVersion = null,
        string resourceVersionMatch = null, bool? sendInitialEvents = default, string shardSelector = null, int? timeoutSeconds = default,
        CancellationToken cancellationToken = default) =>
        operations.ListAsync<V1PodDisruptionBudgetList>(
            "apis/policy/v1/poddisruptionbudgets",
            new ListQuery(allowWatchBookmarks, continueParameter, fieldSelector, labelSelector, limit, resourceVersion, resourceVersionMatch, timeoutSeconds),
            cancellationToken);

    public static Task<V1PodDisruptionBudgetList> ListNamespacedPodDisruptionBudgetAsync(
        this IPolicyV1Operations operations, string namespaceParameter, bool? allowWatchBookmarks = default, string continueParameter = null,
        string fieldSelector = null, string labelSelector = null, int? limit = default, string resourceVersion = null,
        string resourceVersionMatch = null, bool? sendInitialEvents = default, string shardSelector = null, int? timeoutSeconds = default,
        bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.ListAsync<V1PodDisruptionBudgetList>(
            $"apis/policy/v1/namespaces/{namespaceParameter}/poddisruptionbudgets",
            new ListQuery(allowWatchBookmarks, continueParameter, fieldSelector, labelSelector, limit, resourceVersion, resourceVersionMatch, timeoutSeconds),
            cancellationToken);

    public static Task<V1PodDisruptionBudget> ReadNamespacedPodDisruptionBudgetAsync(
        this IPolicyV1Operations operations, string name, string namespaceParameter, bool? pretty = default,
        CancellationToken cancellationToken = default) =>
        operations.GetAsync<V1PodDisruptionBudget>(
            $"apis/policy/v1/namespaces/{namespaceParameter}/poddisruptionbudgets/{name}",
            cancellationToken);

    public static Task<V1PodDisruptionBudget> CreateNamespacedPodDisruptionBudgetAsync(
        this IPolicyV1Operations operations, V1PodDisruptionBudget body, string namespaceParameter, string dryRun = null,
        string fieldManager = null, string fieldValidation = null, bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.PostAsync<V1PodDisruptionBudget>(
            $"apis/policy/v1/namespaces/{namespaceParameter}/poddisruptionbudgets", body, new WriteQuery(dryRun, fieldManager, fieldValidation),
            cancellationToken);

    public static Task<V1PodDisruptionBudget> PatchNamespacedPodDisruptionBudgetAsync(
        this IPolicyV1Operations operations, V1Patch body, string name, string namespaceParameter, string dryRun = null,
        string fieldManager = null, string fieldValidation = null, bool? force = default, bool? pretty = default,
        CancellationToken cancellationToken = default) =>
        operations.PatchAsync<V1PodDisruptionBudget>(
            $"apis/policy/v1/namespaces/{namespaceParameter}/poddisruptionbudgets/{name}", body, new WriteQuery(dryRun, fieldManager, fieldValidation, force),
            cancellationToken);

    public static Task<V1Status> DeleteNamespacedPodDisruptionBudgetAsync(
        this IPolicyV1Operations operations, string name, string namespaceParameter, V1DeleteOptions body = null, string dryRun = null,
        int? gracePeriodSeconds = default, bool? ignoreStoreReadErrorWithClusterBreakingPotential = default, bool? orphanDependents = default,
        string propagationPolicy = null, bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.DeleteAsync<V1Status>(
            $"apis/policy/v1/namespaces/{namespaceParameter}/poddisruptionbudgets/{name}", body, new DeleteQuery(dryRun, gracePeriodSeconds, orphanDependents, propagationPolicy),
            cancellationToken);
}
