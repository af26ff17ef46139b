using CniMigration.Kubernetes.Api.Requests;

namespace CniMigration.Kubernetes.Clients;

/// <summary>What controllers, nodes and the cloud may ask of an API server, whichever one runs.</summary>
internal interface IApiClient
{
    Task<ApiObject?> GetAsync(ResourceType type, string? @namespace, string name, CancellationToken cancellationToken);

    /// <summary>Lists one namespace, or all of them.</summary>
    Task<ApiList> ListAsync(ResourceType type, string? @namespace, CancellationToken cancellationToken);

    /// <summary>Streams what happened after a resource version. Throws a 410 <see cref="ApiException"/> when that is no longer remembered.</summary>
    IAsyncEnumerable<ApiEvent> WatchAsync(ResourceType type, long resourceVersion, CancellationToken cancellationToken);

    Task<ApiObject> CreateAsync(ResourceType type, string? @namespace, JsonObject body, CancellationToken cancellationToken,
        string? subresource = null, string? name = null);

    /// <summary>Replaces an object; where the body names a resource version it must still be the current one.</summary>
    Task<ApiObject> UpdateAsync(ResourceType type, string? @namespace, string name, JsonObject body, CancellationToken cancellationToken,
        string? subresource = null);

    Task<ApiObject> PatchAsync(ResourceType type, string? @namespace, string name, JsonNode patch, CancellationToken cancellationToken,
        string? subresource = null, PatchKind kind = PatchKind.Merge);

    /// <summary>Deletes an object, or marks it where finalizers or a grace period hold it. Throws a 404 when there is none.</summary>
    Task DeleteAsync(ResourceType type, string? @namespace, string name, DeleteOptions? options, CancellationToken cancellationToken);
}
