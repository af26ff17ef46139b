using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Clients;
using CniMigration.Kubernetes.Kinds;
using CniMigration.Kubernetes.Model;
using CniMigration.Kubernetes.Objects;

namespace CniMigration.Tests.Kubernetes;

/// <summary>
/// The kubelet of all nodes: what is bound runs and is Ready, what is deleted goes. Its rules say otherwise, and how long that takes. Without a beat it acts on
/// what the server tells it; with one it looks at all pods again at each, so that rules may change, and look at more than the pod, at any moment.
/// </summary>
internal sealed class HollowKubelet : IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly Dictionary<string, DateTimeOffset> due = [];
    private readonly IApiClient client;
    private readonly TimeProvider clock;
    private readonly Action<Exception> onFailure;
    private readonly Task running;
    private int addresses;

    /// <summary>Starts it.</summary>
    /// <param name="client">Reaches the API server.</param>
    /// <param name="clock">Gives the times of a pod's conditions, and of the beat.</param>
    /// <param name="onFailure">Takes what keeps it from a pod, or from all of them.</param>
    /// <param name="beat">How long it waits before it looks at all pods again; null: it watches them.</param>
    public HollowKubelet(IApiClient client, TimeProvider clock, Action<Exception> onFailure, TimeSpan? beat = null)
    {
        this.client = client;
        this.clock = clock;
        this.onFailure = onFailure;
        running = Task.Run(() => RunAsync(beat));
    }

    /// <summary>How long a pod takes to be Ready; needs a beat.</summary>
    public TimeSpan Start { get; set; }

    /// <summary>How long a pod takes to end; needs a beat.</summary>
    public TimeSpan Stop { get; set; }

    /// <summary>Whether a pod starts only once its volumes are attached to its node; needs a beat.</summary>
    public bool WaitsForVolumes { get; init; }

    /// <summary>Which pods never get Ready.</summary>
    public Func<Pod, bool> Holds { get; set; } = _ => false;

    /// <summary>Which terminating pods stay.</summary>
    public Func<Pod, bool> Keeps { get; set; } = _ => false;

    /// <summary>Which pods never become Ready, or never end.</summary>
    public Func<Pod, bool> IsStuck { set => Holds = Keeps = value; }

    /// <summary>The phase that a pod ends in, if it ends by itself as soon as it has started.</summary>
    public Func<Pod, string?> Ends { get; set; } = _ => null;

    /// <summary>Running pods that have done what they were started for; needs a beat.</summary>
    public Func<Pod, bool> IsFinished { get; set; } = _ => false;

    /// <summary>All pods, as the latest look at all of them found them.</summary>
    public IReadOnlyList<Pod> Pods { get; private set; } = [];

    /// <summary>Looks at all pods again, after one of the rules above has changed.</summary>
    public async Task<ApiList> LookAgainAsync()
    {
        var list = await client.ListAsync(ResourceTypes.Pods, null, stopping.Token);
        Pods = [.. list.Items.Select(item => item.As<Pod>())];
        foreach (var pod in Pods)
        {
            await HandleAsync(pod);
        }

        return list;
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await running;
        stopping.Dispose();
    }

    private async Task RunAsync(TimeSpan? beat)
    {
        try
        {
            while (true)
            {
                var list = await LookAgainAsync();
                await (beat is { } pause ? Task.Delay(pause, clock, stopping.Token) : WatchAsync(list));
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

    private async Task WatchAsync(ApiList list)
    {
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
            if (pod.Spec.NodeName.Length > 0)
            {
                await StepAsync(pod);
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

    private async Task StepAsync(Pod pod)
    {
        if (pod.IsDeleting)
        {
            if (!Keeps(pod) && IsDue($"{pod.Uid}/stop", Stop))
            {
                await client.DeleteAsync(ResourceTypes.Pods, pod.Namespace, pod.Name, DeleteOptions.Now with { Uid = pod.Uid }, stopping.Token);
            }
        }
        else if (pod.Status.Phase is "" or "Pending")
        {
            if (!Holds(pod) && await HasVolumesAsync(pod) && IsDue($"{pod.Uid}/start", Start))
            {
                await ReportAsync(pod, KubeletStatus.Started(pod, Ends(pod), clock.GetUtcNow(), Interlocked.Increment(ref addresses)));
            }
        }
        else if (pod.Status.Phase == "Running" && IsFinished(pod) && !Holds(pod))
        {
            await ReportAsync(pod, KubeletStatus.Finished(pod));
        }
    }

    private Task<ApiObject> ReportAsync(Pod pod, JsonObject status) =>
        client.PatchAsync(ResourceTypes.Pods, pod.Namespace, pod.Name, status, stopping.Token, "status", PatchKind.StrategicMerge);

    private bool IsDue(string what, TimeSpan after) => after == TimeSpan.Zero || (due.TryGetValue(what, out var at)
        ? clock.GetUtcNow() >= at
        : !due.TryAdd(what, clock.GetUtcNow() + after));

    private async Task<bool> HasVolumesAsync(Pod pod)
    {
        var claims = pod.Spec.Volumes.Select(volume => volume.PersistentVolumeClaim?.ClaimName).OfType<string>();
        foreach (var name in WaitsForVolumes ? claims : [])
        {
            var claim = await client.GetAsync(ResourceTypes.PersistentVolumeClaims, pod.Namespace, name, stopping.Token);
            var volume = claim?.As<PersistentVolumeClaim>().Spec.VolumeName;
            var attachments = (await client.ListAsync(ResourceTypes.VolumeAttachments, null, stopping.Token)).Items.Select(item => item.As<VolumeAttachment>());
            if (!attachments.Any(a => a.Status.Attached && a.Spec.NodeName == pod.Spec.NodeName && a.Spec.Source.PersistentVolumeName == volume))
            {
                return false;
            }
        }

        return true;
    }
}
