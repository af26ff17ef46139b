using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Api;
using CniMigration.Kubernetes.Api.Client;
using CniMigration.Kubernetes.Controllers.Runtime;
using CniMigration.Kubernetes.Model;

namespace CniMigration.Tests.Kubernetes.Controllers;

/// <summary>Makes scheduled pods Ready at once, and terminating ones go.</summary>
internal sealed class FakeKubelet : IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly IApiClient client;
    private readonly TimeProvider clock;
    private readonly Action<ControllerFailure> onFailure;
    private readonly Task running;
    private int addresses;

    public FakeKubelet(IApiClient client, TimeProvider clock, Action<ControllerFailure> onFailure)
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

    /// <summary>The end that a pod comes to, if any.</summary>
    public Func<Pod, string?> Ends { get; set; } = _ => null;

    /// <summary>Looks at all pods again, after one of the rules above has changed.</summary>
    public async Task LookAgainAsync()
    {
        foreach (var item in (await client.ListAsync(ResourceTypes.Pods, null, CancellationToken.None)).Items) await HandleAsync(item);
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
            var list = await client.ListAsync(ResourceTypes.Pods, null, stopping.Token);
            foreach (var item in list.Items) await HandleAsync(item);
            await foreach (var change in client.WatchAsync(ResourceTypes.Pods, list.ResourceVersion, stopping.Token))
            {
                if (change.Kind != ApiEventKind.Deleted) await HandleAsync(change.Object);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return;
        }
        catch (Exception exception)
        {
            onFailure(new ControllerFailure("fake kubelet", "", exception));
        }
    }

    private async Task HandleAsync(ApiObject item)
    {
        var pod = item.As<Pod>();
        if (pod.Spec.NodeName.Length == 0) return;
        try
        {
            if (pod.IsDeleting)
            {
                if (!Keeps(pod)) await client.DeleteAsync(ResourceTypes.Pods, pod.Namespace, pod.Name, DeleteOptions.Now with { Uid = pod.Uid }, stopping.Token);
            }
            else if (pod.Status.Phase is "" or "Pending")
            {
                await StartAsync(pod);
            }
        }
        catch (ApiException exception) when (exception.IsNotFound || exception.IsConflict)
        {
            // Somebody else ended it first.
        }
    }

    private async Task StartAsync(Pod pod)
    {
        if (Holds(pod)) return;
        var end = Ends(pod);
        var now = clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        var address = $"10.0.{++addresses / 250}.{addresses % 250}";
        await client.PatchAsync(ResourceTypes.Pods, pod.Namespace, pod.Name, new JsonObject
        {
            ["status"] = new JsonObject
            {
                ["phase"] = end ?? "Running",
                ["podIP"] = address,
                ["startTime"] = now,
                ["conditions"] = new JsonArray(
                    new JsonObject { ["type"] = "PodScheduled", ["status"] = "True", ["lastTransitionTime"] = now },
                    new JsonObject { ["type"] = "Ready", ["status"] = end is null ? "True" : "False", ["lastTransitionTime"] = now }),
            },
        }, stopping.Token, "status");
    }
}
