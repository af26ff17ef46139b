using k8s.Models;

namespace k8s;

public static partial class BatchV1OperationsExtensions
{
    public static Task<V1JobList> ListJobForAllNamespacesAsync(
        this IBatchV1Operations operations, bool? allowWatchBookmarks = default, string continueParameter = null, string fieldSelector = null,
        string labelSelector = null, int? limit = default, bool? pretty = default, string resourceVersion = null,
        string resourceVersionMatch = null, bool? sendInitialEvents = default, string shardSelector = null, int? timeoutSeconds = default,
        CancellationToken cancellationToken = default) =>
        operations.ListAsync<V1JobList>(
            "apis/batch/v1/jobs",
            new ListQuery(allowWatchBookmarks, continueParameter, fieldSelector, labelSelector, limit, resourceVersion, resourceVersionMatch, timeoutSeconds),
            cancellationToken);

    public static Task<V1JobList> ListNamespacedJobAsync(
        this IBatchV1Operations operations, string namespaceParameter, bool? allowWatchBookmarks = default, string continueParameter = null,
        string fieldSelector = null, string labelSelector = null, int? limit = default, string resourceVersion = null,
        string resourceVersionMatch = null, bool? sendInitialEvents = default, string shardSelector = null, int? timeoutSeconds = default,
        bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.ListAsync<V1JobList>(
            $"apis/batch/v1/namespaces/{namespaceParameter}/jobs",
            new ListQuery(allowWatchBookmarks, continueParameter, fieldSelector, labelSelector, limit, resourceVersion, resourceVersionMatch, timeoutSeconds),
            cancellationToken);

    public static Task<V1Job> ReadNamespacedJobAsync(
        this IBatchV1Operations operations, string name, string namespaceParameter, bool? pretty = default,
        CancellationToken cancellationToken = default) =>
        operations.GetAsync<V1Job>($"apis/batch/v1/namespaces/{namespaceParameter}/jobs/{name}", cancellationToken);

    public static Task<V1Job> CreateNamespacedJobAsync(
        this IBatchV1Operations operations, V1Job body, string namespaceParameter, string dryRun = null, string fieldManager = null,
        string fieldValidation = null, bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.PostAsync<V1Job>(
            $"apis/batch/v1/namespaces/{namespaceParameter}/jobs", body, new WriteQuery(dryRun, fieldManager, fieldValidation),
            cancellationToken);

    public static Task<V1Job> PatchNamespacedJobAsync(
        this IBatchV1Operations operations, V1Patch body, string name, string namespaceParameter, string dryRun = null,
        string fieldManager = null, string fieldValidation = null, bool? force = default, bool? pretty = default,
        CancellationToken cancellationToken = default) =>
        operations.PatchAsync<V1Job>(
            $"apis/batch/v1/namespaces/{namespaceParameter}/jobs/{name}", body, new WriteQuery(dryRun, fieldManager, fieldValidation, force),
            cancellationToken);

    public static Task<V1Status> DeleteNamespacedJobAsync(
        this IBatchV1Operations operations, string name, string namespaceParameter, V1DeleteOptions body = null, string dryRun = null,
        int? gracePeriodSeconds = default, bool? ignoreStoreReadErrorWithClusterBreakingPotential = default, bool? orphanDependents = default,
        string propagationPolicy = null, bool? pretty = default, CancellationToken cancellationToken = default) =>
        operations.DeleteAsync<V1Status>(
            $"apis/batch/v1/namespaces/{namespaceParameter}/jobs/{name}", body, new DeleteQuery(dryRun, gracePeriodSeconds, orphanDependents, propagationPolicy),
            cancellationToken);
}
