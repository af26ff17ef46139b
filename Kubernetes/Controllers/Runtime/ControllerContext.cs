using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Clients;

namespace CniMigration.Kubernetes.Controllers.Runtime;

/// <summary>What every controller works with. Its writes are seen by the cache at once.</summary>
internal sealed class ControllerContext(IApiClient client, TimeProvider clock, ClusterCache cache, EventRecorder events, Action<ControllerFailure> onFailure)
{
    public IApiClient Client { get; } = client;

    public TimeProvider Clock { get; } = clock;

    public ClusterCache Cache { get; } = cache;

    public EventRecorder Events { get; } = events;

    public Action<ControllerFailure> OnFailure { get; } = onFailure;

    public DateTimeOffset Now => Clock.GetUtcNow();

    public async Task<ApiObject> CreateAsync(ResourceType type, string? @namespace, JsonObject body, CancellationToken cancellationToken)
    {
        var created = await Client.CreateAsync(type, @namespace, body, cancellationToken);
        Cache.Find(type)?.Observe(created);
        return created;
    }

    /// <summary>Changes an object as it was read; where it has changed since, that is a conflict.</summary>
    public async Task<ApiObject> UpdateAsync(Resource current, Action<JsonObject> change, CancellationToken cancellationToken, string? subresource = null)
    {
        var source = current.Source;
        var body = source.ToJson();
        change(body);
        if (JsonNode.DeepEquals(body, source.ToJson()))
        {
            return source;
        }

        var updated = await Client.UpdateAsync(source.Type, source.Namespace, source.Name, body, cancellationToken, subresource);
        Cache.Find(source.Type)?.Observe(updated);
        return updated;
    }

    public Task<ApiObject> UpdateStatusAsync(Resource current, Action<JsonObject> change, CancellationToken cancellationToken) =>
        UpdateAsync(current, body => change(body.Section("status")), cancellationToken, "status");

    /// <summary>Deletes exactly this object; one that is already gone is as good.</summary>
    public async Task DeleteAsync(Resource current, CancellationToken cancellationToken, long? gracePeriodSeconds = null, string? propagation = null)
    {
        var source = current.Source;
        var informer = Cache.Find(source.Type);
        try
        {
            var options = new DeleteOptions(gracePeriodSeconds, propagation, source.Uid);
            await Client.DeleteAsync(source.Type, source.Namespace, source.Name, options, cancellationToken);
        }
        catch (ApiException exception) when (exception.IsNotFound)
        {
            informer?.ObserveGone(source.Key, source.Uid);
            return;
        }
        var left = await Client.GetAsync(source.Type, source.Namespace, source.Name, cancellationToken);
        if (left is null || left.Uid != source.Uid)
        {
            informer?.ObserveGone(source.Key, source.Uid);
        }
        else
        {
            informer?.Observe(left);
        }
    }
}
