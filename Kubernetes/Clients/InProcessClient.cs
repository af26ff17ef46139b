using System.Runtime.CompilerServices;
using CniMigration.Kubernetes.Api.Core;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Api.Subresources;

namespace CniMigration.Kubernetes.Clients;

/// <summary>A client in the API server's own process: the same requests, without HTTP.</summary>
/// <param name="core">The server.</param>
/// <param name="name">Who it is: its user, and the manager of the fields that it sets.</param>
internal sealed class InProcessClient(ApiCore core, string name) : IApiClient
{
    private readonly UserInfo user = new("system:" + name, ["system:authenticated", "system:masters"]);

    public async Task<ApiObject?> GetAsync(ResourceType type, string? @namespace, string name, CancellationToken cancellationToken)
    {
        await EnterAsync("get", type, @namespace, name, null, cancellationToken);
        return core.Find(type, @namespace, name);
    }

    public async Task<ApiList> ListAsync(ResourceType type, string? @namespace, CancellationToken cancellationToken)
    {
        await EnterAsync("list", type, @namespace, null, null, cancellationToken);
        var page = core.List(type, new ListQuery { Namespace = @namespace });
        return new ApiList(page.Items, page.Revision);
    }

    public async IAsyncEnumerable<ApiEvent> WatchAsync(ResourceType type, long resourceVersion,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await EnterAsync("watch", type, null, null, null, cancellationToken);
        await foreach (var change in core.WatchAsync(type, resourceVersion, cancellationToken))
        {
            yield return new ApiEvent(change.Kind, change.Object);
        }
    }

    public async Task<ApiObject> CreateAsync(ResourceType type, string? @namespace, JsonObject body, CancellationToken cancellationToken,
        string? subresource = null, string? name = null)
    {
        await EnterAsync("create", type, @namespace, name, subresource, cancellationToken);
        body = (JsonObject)body.DeepClone();
        return subresource switch
        {
            null => core.Create(type, @namespace, body, Context(null)),
            "binding" => BindingSubresource.Bind(core, @namespace!, name!, body, Context(subresource)),
            "eviction" => new EvictionSubresource(core).Evict(@namespace!, name!, body, dryRun: false),
            _ => throw ApiException.MethodNotAllowed($"{type.QualifiedName}/{subresource} cannot be created"),
        };
    }

    public async Task<ApiObject> UpdateAsync(ResourceType type, string? @namespace, string name, JsonObject body,
        CancellationToken cancellationToken, string? subresource = null)
    {
        await EnterAsync("update", type, @namespace, name, subresource, cancellationToken);
        return core.Update(type, @namespace, name, body, Context(subresource));
    }

    public async Task<ApiObject> PatchAsync(ResourceType type, string? @namespace, string name, JsonNode patch, CancellationToken cancellationToken,
        string? subresource = null, PatchKind kind = PatchKind.Merge)
    {
        await EnterAsync("patch", type, @namespace, name, subresource, cancellationToken);
        return core.Patch(type, @namespace, name, patch, kind, Context(subresource));
    }

    public async Task DeleteAsync(ResourceType type, string? @namespace, string name, DeleteOptions? options, CancellationToken cancellationToken)
    {
        await EnterAsync("delete", type, @namespace, name, null, cancellationToken);
        core.Delete(type, @namespace, name, options ?? new DeleteOptions());
    }

    private WriteContext Context(string? subresource) => new(name, subresource) { User = user.Name };

    private Task EnterAsync(string verb, ResourceType type, string? @namespace, string? objectName, string? subresource,
        CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return core.Gate.EnterAsync(new RequestInfo(user, verb, type.Group, type.Plural, subresource, @namespace, objectName), cancellationToken);
    }
}
