using System.Globalization;
using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Clients;
using CniMigration.Kubernetes.Kinds;
using CniMigration.Kubernetes.Model;
using CniMigration.Kubernetes.Objects;

namespace CniMigration.Tests.Kubernetes;

/// <summary>The kubelet of all nodes: what is bound runs at once and is Ready, what is deleted goes. Its rules say otherwise.</summary>
internal sealed class HollowKubelet : IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly IApiClient client;
    private readonly TimeProvider clock;
    private readonly Action<Exception> onFailure;
    private readonly Task running;
    private int addresses;

    /// <summary>Starts it.</summary>
    /// <param name="client">Reaches the API server.</param>
    /// <param name="clock">Gives the times of a pod's conditions.</param>
    /// <param name="onFailure">Takes what keeps it from a pod, or from all of them.</param>
    public HollowKubelet(IApiClient client, TimeProvider clock, Action<Exception> onFailure)
    {
        this.client = client;
        this.clock = clock;
        this.onFailure = onFailure;
        running = Task.Run(RunAsync);
    }

    /// <summary>Which pods never get Ready.</summary>
    public Func<Pod, bool> Holds { get; set; } = _ => false;

    /// <summary>Which terminating pods stay.</summary>
    public Func<Pod, bool> Keeps { get; set; } = _ => false;

    /// <summary>The phase that a pod ends in, if it ends by itself.</summary>
    public Func<Pod, string?> Ends { get; set; } = _ => null;

    /// <summary>Looks at all pods again, after one of the rules above has changed.</summary>
    public async Task<ApiList> LookAgainAsync()
    {
        var list = await client.ListAsync(ResourceTypes.Pods, null, stopping.Token);
        foreach (var item in list.Items)
        {
            await HandleAsync(item.As<Pod>());
        }

        return list;
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await running;
        stopping.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                await WatchAsync();
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return;
        }
        catch (Exception exception)
        {
            onFailure(exception);
        }
    }

    private async Task WatchAsync()
    {
        var list = await LookAgainAsync();
        try
        {
            await foreach (var change in client.WatchAsync(ResourceTypes.Pods, list.ResourceVersion, stopping.Token))
            {
                if (change.Kind != ApiEventKind.Deleted)
                {
                    await HandleAsync(change.Object.As<Pod>());
                }
            }
        }
        catch (ApiException expired) when (expired.Code == 410)
        {
            // The watch is begun anew.
        }
    }

    private async Task HandleAsync(Pod pod)
    {
        try
        {
            if (pod.Spec.NodeName.Length > 0 && pod.IsDeleting && !Keeps(pod))
            {
                await client.DeleteAsync(ResourceTypes.Pods, pod.Namespace, pod.Name, DeleteOptions.Now with { Uid = pod.Uid }, stopping.Token);
            }
            else if (pod.Spec.NodeName.Length > 0 && !pod.IsDeleting && pod.Status.Phase is "" or "Pending" && !Holds(pod))
            {
                await client.PatchAsync(
                    ResourceTypes.Pods, pod.Namespace, pod.Name, Started(pod), stopping.Token, "status", PatchKind.StrategicMerge);
            }
        }
        catch (ApiException exception) when (exception.IsNotFound || exception.IsConflict)
        {
            // Somebody else ended it first.
        }
        catch (ApiException exception)
        {
            onFailure(exception);
        }
    }

    private JsonObject Started(Pod pod)
    {
        var end = Ends(pod);
        var now = clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var address = Interlocked.Increment(ref addresses);
        return new JsonObject
        {
            ["metadata"] = new JsonObject { ["uid"] = pod.Uid },
            ["status"] = new JsonObject
            {
                ["phase"] = end ?? "Running",
                ["podIP"] = $"10.0.{address / 250}.{(address % 250) + 1}",
                ["startTime"] = now,
                ["conditions"] = new JsonArray(Condition("PodScheduled", true), Condition("ContainersReady", end is null), Condition("Ready", end is null)),
                ["containerStatuses"] = new JsonArray([.. pod.Spec.Containers.Select(Container)]),
            },
        };

        JsonObject Condition(string type, bool status) =>
            new() { ["type"] = type, ["status"] = status ? "True" : "False", ["lastTransitionTime"] = now };

        JsonNode Container(Container container) => new JsonObject
        {
            ["name"] = container.Name,
            ["image"] = container.Image,
            ["imageID"] = "",
            ["ready"] = end is null,
            ["started"] = end is null,
            ["restartCount"] = 0,
            ["state"] = end is null
                ? new JsonObject { ["running"] = new JsonObject { ["startedAt"] = now } }
                : new JsonObject { ["terminated"] = Terminated(end, now) },
        };
    }

    private static JsonObject Terminated(string phase, string now) => new()
    {
        ["exitCode"] = phase == "Succeeded" ? 0 : 1,
        ["reason"] = phase == "Succeeded" ? "Completed" : "Error",
        ["finishedAt"] = now,
    };
}
