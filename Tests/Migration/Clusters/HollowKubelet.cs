using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Clients;
using CniMigration.Kubernetes.Kinds;
using CniMigration.Kubernetes.Model;
using CniMigration.Kubernetes.Objects;

namespace CniMigration.Tests.Migration.Clusters;

/// <summary>Stands for the kubelets of all nodes: a pod that is bound is Ready some seconds later, one that is deleted is gone some seconds later.</summary>
internal sealed class HollowKubelet(IApiClient client, TimeProvider time)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);
    private readonly Dictionary<string, DateTimeOffset> due = [];
    private int addresses;

    public TimeSpan Start { get; set; } = TimeSpan.FromSeconds(5);

    public TimeSpan Stop { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Pods that never become Ready, or never end.</summary>
    public Func<Pod, bool> IsStuck { get; set; } = _ => false;

    /// <summary>All pods, as the latest beat found them.</summary>
    public IReadOnlyList<Pod> Pods { get; private set; } = [];

    /// <summary>Running pods that have done what they were started for.</summary>
    public Func<Pod, bool> IsFinished { get; set; } = _ => false;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var items = (await client.ListAsync(ResourceTypes.Pods, null, cancellationToken)).Items;
            Pods = [.. items.Select(item => item.As<Pod>())];
            foreach (var item in items)
            {
                await StepAsync(item, item.As<Pod>(), cancellationToken);
            }

            await Task.Delay(Beat, time, cancellationToken);
        }
    }

    private async Task StepAsync(ApiObject item, Pod pod, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(pod.Spec.NodeName) || IsStuck(pod))
        {
            return;
        }

        try
        {
            if (pod.Metadata.DeletionTimestamp is not null)
            {
                if (IsDue($"{item.Uid}/stop", Stop))
                {
                    await client.DeleteAsync(
                        ResourceTypes.Pods, item.Namespace, item.Name, new DeleteOptions { GracePeriodSeconds = 0 }, cancellationToken);
                }
            }
            else if (pod.Status.Phase == "Pending" && await HasVolumesAsync(pod, cancellationToken) && IsDue($"{item.Uid}/start", Start))
            {
                await client.PatchAsync(ResourceTypes.Pods, item.Namespace, item.Name, Running(), cancellationToken, "status");
            }
            else if (pod.Status.Phase == "Running" && IsFinished(pod))
            {
                await client.PatchAsync(ResourceTypes.Pods, item.Namespace, item.Name, Finished(), cancellationToken, "status");
            }
        }
        catch (ApiException gone) when (gone.Code is 404 or 409)
        {
            // It was deleted, or changed, since it was listed: the next beat sees it as it is.
        }
    }

    /// <summary>Whether the pod's volumes are attached to its node.</summary>
    private async Task<bool> HasVolumesAsync(Pod pod, CancellationToken cancellationToken)
    {
        foreach (var name in pod.Spec.Volumes.Select(volume => volume.PersistentVolumeClaim?.ClaimName).OfType<string>())
        {
            var claim = await client.GetAsync(ResourceTypes.PersistentVolumeClaims, pod.Namespace, name, cancellationToken);
            var volume = claim?.As<PersistentVolumeClaim>().Spec.VolumeName;
            var attachments = (await client.ListAsync(
                ResourceTypes.VolumeAttachments, null, cancellationToken)).Items.Select(item => item.As<VolumeAttachment>());
            if (!attachments.Any(a => a.Status.Attached && a.Spec.NodeName == pod.Spec.NodeName && a.Spec.Source.PersistentVolumeName == volume))
            {
                return false;
            }
        }

        return true;
    }

    private bool IsDue(string what, TimeSpan after) => due.TryGetValue(what, out var at)
        ? time.GetUtcNow() >= at
        : !due.TryAdd(what, time.GetUtcNow() + after);

    private static JsonObject Finished() => new()
    {
        ["status"] = new JsonObject
        {
            ["phase"] = "Succeeded",
            ["conditions"] = new JsonArray(new JsonObject { ["type"] = "Ready", ["status"] = "False", ["reason"] = "PodCompleted" }),
        },
    };

    private JsonObject Running()
    {
        var now = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        var ip = $"10.0.{++addresses / 250}.{(addresses % 250) + 1}";
        JsonObject Condition(string type) => new() { ["type"] = type, ["status"] = "True", ["lastTransitionTime"] = now };
        return new JsonObject
        {
            ["status"] = new JsonObject
            {
                ["phase"] = "Running",
                ["podIP"] = ip,
                ["podIPs"] = new JsonArray(new JsonObject { ["ip"] = ip }),
                ["startTime"] = now,
                ["conditions"] = new JsonArray(Condition("PodScheduled"), Condition("Initialized"), Condition("ContainersReady"), Condition("Ready")),
            },
        };
    }
}
