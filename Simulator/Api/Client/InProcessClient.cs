using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using CniMigration.Simulator.Api.Operations;

namespace CniMigration.Simulator.Api.Client;

/// <summary>A client in the API server's own process: the same requests, without HTTP.</summary>
internal sealed class InProcessClient(ApiCore core, string fieldManager) : IApiClient
{
    public Task<ApiObject?> GetAsync(ResourceType type, string? @namespace, string name, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(core.Find(type, @namespace, name));
    }

    public Task<ApiList> ListAsync(ResourceType type, string? @namespace, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (items, revision) = core.Store.Snapshot(type);
        var objects = @namespace is null ? items.Values : items.Values.Where(item => item.Namespace == @namespace);
        return Task.FromResult(new ApiList([.. objects], revision));
    }

    public async IAsyncEnumerable<ApiEvent> WatchAsync(ResourceType type, long resourceVersion,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var change in core.WatchAsync(type, resourceVersion, cancellationToken))
        {
            yield return new ApiEvent(change.Kind, change.Object);
        }
    }

    public Task<ApiObject> CreateAsync(ResourceType type, string? @namespace, JsonObject body, CancellationToken cancellationToken,
        string? subresource = null, string? name = null) =>
        Run(() => core.Create(type, @namespace, (JsonObject)body.DeepClone(), Context(subresource)), cancellationToken);

    public Task<ApiObject> UpdateAsync(ResourceType type, string? @namespace, string name, JsonObject body, CancellationToken cancellationToken,
        string? subresource = null) =>
        Run(() => core.Update(type, @namespace, name, body, Context(subresource)), cancellationToken);

    public Task<ApiObject> PatchAsync(ResourceType type, string? @namespace, string name, JsonNode patch, CancellationToken cancellationToken,
        string? subresource = null, PatchKind kind = PatchKind.Merge) =>
        Run(() => core.Patch(type, @namespace, name, patch, kind, Context(subresource)), cancellationToken);

    public Task DeleteAsync(ResourceType type, string? @namespace, string name, DeleteOptions? options, CancellationToken cancellationToken) =>
        Run(() => core.Delete(type, @namespace, name, options ?? new DeleteOptions()).Object, cancellationToken);

    private WriteContext Context(string? subresource) => new(fieldManager, subresource);

    // A refusal comes out of the task, as it would from a server elsewhere.
    private static async Task<ApiObject> Run(Func<ApiObject> operation, CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        cancellationToken.ThrowIfCancellationRequested();
        return operation();
    }
}
