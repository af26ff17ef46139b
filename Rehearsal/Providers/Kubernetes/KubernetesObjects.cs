using CniMigration.Rehearsal.Engine;

namespace CniMigration.Rehearsal.Providers.Kubernetes;

/// <summary>Objects by server-side apply, as Pulumi's Kubernetes provider does it.</summary>
internal sealed class KubernetesObjects(ClusterApi api, TimeProvider clock)
{
    private const string Manager = "pulumi-kubernetes";
    private const string SkipAwait = "pulumi.com/skipAwait";

    private static readonly TimeSpan DeleteTimeout = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan DeletePoll = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Kinds that Pulumi waits for after a change, unless they are annotated not to be waited for (pulumi/pulumi-kubernetes, provider/pkg/await/awaiters.go).
    /// For a ServiceAccount it waits only where Kubernetes is older than 1.24.
    /// </summary>
    private static readonly ImmutableHashSet<string> Awaited =
    [
        "DaemonSet", "Deployment", "Ingress", "Job", "PersistentVolume", "PersistentVolumeClaim", "Pod", "ReplicationController", "ResourceQuota", "Secret",
        "Service", "StatefulSet",
    ];

    /// <summary>Kinds whose annotation keeps a delete from waiting too (provider/pkg/metadata/overrides.go, allowsSkipAwaitWithDelete).</summary>
    private static readonly ImmutableHashSet<string> DeletedWithoutWaiting =
        ["DaemonSet", "Deployment", "Job", "Namespace", "Pod", "ReplicationController", "StatefulSet"];

    public static JsonObject Check(ResourceStep step)
    {
        var (apiVersion, kind) = TypeOf(step);
        if (kind.EndsWith("Patch", StringComparison.Ordinal) || kind.EndsWith("List", StringComparison.Ordinal))
        {
            throw new EngineException($"The rehearsal does not model the type {step.Key.Type}.");
        }

        var inputs = Values.Overlay(step.Inputs, new JsonObject { ["apiVersion"] = apiVersion, ["kind"] = kind });
        if (step.Unknown.Contains("metadata"))
        {
            return inputs;
        }

        if (Awaited.Contains(kind) && !SkipsAwait(inputs))
        {
            throw new EngineException($"{step.Key}: the rehearsal does not model how Pulumi itself waits for a {kind}; annotate it with {SkipAwait}.");
        }

        var metadata = (inputs["metadata"] ??= new JsonObject()).AsObject();
        metadata["name"] ??= step.OldInputs?["metadata"]?["name"]?.DeepClone() ?? AutoNames.Of(step.Key.Name, step.Urn);
        return inputs;
    }

    public async Task<ResourceResult> CreateAsync(ResourceStep step, CancellationToken cancellationToken)
    {
        var live = await ApplyAsync(step, cancellationToken);
        var metadata = live["metadata"]!;
        var id = metadata["namespace"] is { } space ? $"{space}/{metadata["name"]}" : $"{metadata["name"]}";
        return new ResourceResult(id, live);
    }

    public Task<JsonObject> UpdateAsync(ResourceStep step, CancellationToken cancellationToken) => ApplyAsync(step, cancellationToken);

    public async Task<ResourceResult?> ReadAsync(ResourceStep step, CancellationToken cancellationToken)
    {
        var live = await api.SendAsync(HttpMethod.Get, await PathAsync(step, step.Id, cancellationToken), null, "application/json", cancellationToken);
        return live is null ? null : new ResourceResult(step.Id, live, step.OldInputs is { } inputs ? Values.Within(inputs, live) : live);
    }

    public async Task DeleteAsync(ResourceStep step, CancellationToken cancellationToken)
    {
        var path = await PathAsync(step, step.Id, cancellationToken);
        var options = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "DeleteOptions", ["propagationPolicy"] = "Foreground" };
        var left = await api.SendAsync(HttpMethod.Delete, path, options, "application/json", cancellationToken);
        if (SkipsAwait(step.OldInputs ?? []) && DeletedWithoutWaiting.Contains(TypeOf(step).Kind))
        {
            return;
        }

        var started = clock.GetTimestamp();
        while (left is not null)
        {
            if (clock.GetElapsedTime(started) > DeleteTimeout)
            {
                throw new EngineException($"{step.Key} is still there {DeleteTimeout.TotalMinutes:0} minutes after its delete.");
            }

            await Task.Delay(DeletePoll, clock, cancellationToken);
            left = await api.SendAsync(HttpMethod.Get, path, null, "application/json", cancellationToken);
        }
    }

    private static bool SkipsAwait(JsonObject inputs) => inputs["metadata"]?["annotations"]?[SkipAwait]?.ToString() == "true";

    private async Task<JsonObject> ApplyAsync(ResourceStep step, CancellationToken cancellationToken)
    {
        var metadata = step.Inputs["metadata"]!;
        var space = metadata["namespace"]?.ToString();
        var path = await PathAsync(step, space is null ? metadata["name"]!.ToString() : $"{space}/{metadata["name"]}", cancellationToken);
        return await api.SendAsync(HttpMethod.Patch, $"{path}?fieldManager={Manager}", step.Inputs, "application/apply-patch+yaml", cancellationToken)
            ?? throw new EngineException($"{step.Key}: there is no namespace {space}.");
    }

    private async Task<string> PathAsync(ResourceStep step, string id, CancellationToken cancellationToken)
    {
        var (apiVersion, kind) = TypeOf(step);
        var parts = id.Split('/');
        var collection = await api.CollectionAsync(apiVersion, kind, parts.Length > 1 ? parts[0] : null, cancellationToken);
        return $"{collection}/{parts[^1]}";
    }

    /// <summary>Reads <c>kubernetes:apps/v1:Deployment</c>; the core group goes by its name there and by none in the API.</summary>
    private static (string ApiVersion, string Kind) TypeOf(ResourceStep step)
    {
        var parts = step.Key.Type.Split(':');
        return (parts[1].StartsWith("core/", StringComparison.Ordinal) ? parts[1]["core/".Length..] : parts[1], parts[2]);
    }
}
