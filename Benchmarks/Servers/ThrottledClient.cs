using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Clients;
using CniMigration.Kubernetes.Kinds;
using CniMigration.Kubernetes.Objects;

namespace CniMigration.Benchmarks.Servers;

/// <summary>
/// Holds the embedded controllers to the rates of the real ones, whose clients each have a limit of their own. Which controller writes is told by what
/// it writes; reads come from informers and cost nothing, and Events are left out, since the real ones drop most of them.
/// </summary>
internal sealed class ThrottledClient(IApiClient inner, ClientRates rates, TimeProvider clock) : IApiClient
{
    private const string Scheduler = "scheduler";

    private readonly ConcurrentDictionary<string, TokenBucket> buckets = new();

    public Task<ApiObject?> GetAsync(ResourceType type, string? @namespace, string name, CancellationToken cancellationToken) =>
        inner.GetAsync(type, @namespace, name, cancellationToken);

    public Task<ApiList> ListAsync(ResourceType type, string? @namespace, CancellationToken cancellationToken) =>
        inner.ListAsync(type, @namespace, cancellationToken);

    public IAsyncEnumerable<ApiEvent> WatchAsync(ResourceType type, long resourceVersion, CancellationToken cancellationToken) =>
        inner.WatchAsync(type, resourceVersion, cancellationToken);

    public async Task<ApiObject> CreateAsync(
        ResourceType type, string? @namespace, JsonObject body, CancellationToken cancellationToken, string? subresource = null, string? name = null)
    {
        await PassAsync(subresource == "binding" ? Scheduler : Writer(type, subresource), cancellationToken);
        return await inner.CreateAsync(type, @namespace, body, cancellationToken, subresource, name);
    }

    public async Task<ApiObject> UpdateAsync(
        ResourceType type, string? @namespace, string name, JsonObject body, CancellationToken cancellationToken, string? subresource = null)
    {
        await PassAsync(Writer(type, subresource), cancellationToken);
        return await inner.UpdateAsync(type, @namespace, name, body, cancellationToken, subresource);
    }

    public async Task<ApiObject> PatchAsync(
        ResourceType type, string? @namespace, string name, JsonNode patch, CancellationToken cancellationToken, string? subresource = null,
        PatchKind kind = PatchKind.Merge)
    {
        await PassAsync(type == ResourceTypes.Pods && subresource == "status" ? Scheduler : Writer(type, subresource), cancellationToken);
        return await inner.PatchAsync(type, @namespace, name, patch, cancellationToken, subresource, kind);
    }

    public async Task DeleteAsync(ResourceType type, string? @namespace, string name, DeleteOptions? options, CancellationToken cancellationToken)
    {
        await PassAsync(Writer(type, null), cancellationToken);
        await inner.DeleteAsync(type, @namespace, name, options, cancellationToken);
    }

    /// <summary>The ReplicaSet controller writes pods and the status of ReplicaSets; their scale is the Deployment controller's.</summary>
    private static string Writer(ResourceType type, string? subresource) =>
        (type != ResourceTypes.ReplicaSets ? type : subresource == "status" ? ResourceTypes.Pods : ResourceTypes.Deployments).Plural;

    private Task PassAsync(string who, CancellationToken cancellationToken) =>
        who == ResourceTypes.Events.Plural ? Task.CompletedTask : Bucket(who).PassAsync(1, cancellationToken);

    private TokenBucket Bucket(string who) => buckets.GetOrAdd(who, _ => who == Scheduler
        ? new TokenBucket(clock, rates.SchedulerQps, rates.SchedulerBurst)
        : new TokenBucket(clock, rates.ManagerQps, rates.ManagerBurst));
}
