using k8s.Models;

namespace k8s;

public static partial class AppsV1OperationsExtensions
{
    public static Task<V1DeploymentList> ListDeploymentForAllNamespacesAsync(
        this IAppsV1Operations operations, bool? allowWatchBookmarks = default, string continueParameter = null, string fieldSelector = null,
        string labelSelector = null, int? limit = default, bool? pretty = default, string resourceVersion = null,
        string resourceVersionMatch = null, bool? sendInitialEvents = default, string shardSelector = null, int? timeoutSeconds = default,
        CancellationToken cancellationToken = default) =>
        operations.ListAsync<V1DeploymentList>(
            "apis/apps/v1/deployments",
            new ListQuery(allowWatchBookmarks, continueParameter, fieldSelector, labelSelector, limit, resourceVersion, resourceVersionMatch, timeoutSeconds),
            cancellationToken);

    public static Task<V1DeploymentList> ListNamespacedDeploymentAsync(
        this IAppsV1Operations operations, string namespaceParameter, bool? allowWatchBookmarks = default, string continueParameter = null,
        string fieldSelector = null, string labelSelector = null, int? limit = default, string resourceVersion = null,
        string resourceVersionMatch = null, bool? sendInitialEvents = default, string shardSelector = null, int? timeoutSeconds = default,
        bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.ListAsync<V1DeploymentList>(
            $"apis/apps/v1/namespaces/{namespaceParameter}/deployments",
            new ListQuery(allowWatchBookmarks, continueParameter, fieldSelector, labelSelector, limit, resourceVersion, resourceVersionMatch, timeoutSeconds),
            cancellationToken);

    public static Task<V1Deployment> ReadNamespacedDeploymentAsync(
        this IAppsV1Operations operations, string name, string namespaceParameter, bool? pretty = default,
        CancellationToken cancellationToken = default) =>
        operations.GetAsync<V1Deployment>($"apis/apps/v1/namespaces/{namespaceParameter}/deployments/{name}", cancellationToken);

    public static Task<V1Deployment> CreateNamespacedDeploymentAsync(
        this IAppsV1Operations operations, V1Deployment body, string namespaceParameter, string dryRun = null, string fieldManager = null,
        string fieldValidation = null, bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.PostAsync<V1Deployment>(
            $"apis/apps/v1/namespaces/{namespaceParameter}/deployments", body, new WriteQuery(dryRun, fieldManager, fieldValidation),
            cancellationToken);

    public static Task<V1Deployment> PatchNamespacedDeploymentAsync(
        this IAppsV1Operations operations, V1Patch body, string name, string namespaceParameter, string dryRun = null, string fieldManager = null,
        string fieldValidation = null, bool? force = default, bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.PatchAsync<V1Deployment>(
            $"apis/apps/v1/namespaces/{namespaceParameter}/deployments/{name}", body, new WriteQuery(dryRun, fieldManager, fieldValidation, force),
            cancellationToken);

    public static Task<V1Deployment> ReplaceNamespacedDeploymentAsync(
        this IAppsV1Operations operations, V1Deployment body, string name, string namespaceParameter, string dryRun = null,
        string fieldManager = null, string fieldValidation = null, bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.PutAsync<V1Deployment>(
            $"apis/apps/v1/namespaces/{namespaceParameter}/deployments/{name}", body, new WriteQuery(dryRun, fieldManager, fieldValidation),
            cancellationToken);

    public static Task<V1Status> DeleteNamespacedDeploymentAsync(
        this IAppsV1Operations operations, string name, string namespaceParameter, V1DeleteOptions body = null, string dryRun = null,
        int? gracePeriodSeconds = default, bool? ignoreStoreReadErrorWithClusterBreakingPotential = default, bool? orphanDependents = default,
        string propagationPolicy = null, bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.DeleteAsync<V1Status>(
            $"apis/apps/v1/namespaces/{namespaceParameter}/deployments/{name}", body, new DeleteQuery(dryRun, gracePeriodSeconds, orphanDependents, propagationPolicy),
            cancellationToken);

    public static Task<V1Scale> ReadNamespacedDeploymentScaleAsync(
        this IAppsV1Operations operations, string name, string namespaceParameter, bool? pretty = default,
        CancellationToken cancellationToken = default) =>
        operations.GetAsync<V1Scale>($"apis/apps/v1/namespaces/{namespaceParameter}/deployments/{name}/scale", cancellationToken);

    public static Task<V1Scale> PatchNamespacedDeploymentScaleAsync(
        this IAppsV1Operations operations, V1Patch body, string name, string namespaceParameter, string dryRun = null, string fieldManager = null,
        string fieldValidation = null, bool? force = default, bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.PatchAsync<V1Scale>(
            $"apis/apps/v1/namespaces/{namespaceParameter}/deployments/{name}/scale", body, new WriteQuery(dryRun, fieldManager, fieldValidation, force),
            cancellationToken);
}
