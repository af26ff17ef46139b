using System.Security.Cryptography;
using System.Text;
using CniMigration.Kubernetes.Controllers.Runtime;
using CniMigration.Kubernetes.Kinds;

namespace CniMigration.Kubernetes.Controllers.Volumes;

/// <summary>
/// Attaches volumes to the nodes of their pods, as VolumeAttachments that the kubelet waits for. A volume of one node (ReadWriteOnce) is held
/// by a node until the last pod there is gone; until then pods elsewhere wait with a FailedAttachVolume event.
/// </summary>
internal sealed class AttachDetachController : Controller
{
    private readonly TimeSpan attachDelay;
    private readonly Dictionary<string, DateTimeOffset> attaching = new(StringComparer.Ordinal);

    public AttachDetachController(ControllerContext context, TimeSpan attachDelay)
        : base(context)
    {
        this.attachDelay = attachDelay;
        Cache.Pods.Subscribe(PodChanged);
        Cache.Claims.Subscribe(change => Wake(change.Latest.Spec.VolumeName));
        Cache.Volumes.Subscribe(change => Wake(change.Latest.Name));
        Cache.Attachments.Subscribe(change => Wake(change.Latest.Spec.Source.PersistentVolumeName));
    }

    public override string Name => "attachdetach-controller";

    protected override async Task ReconcileAsync(string key, CancellationToken cancellationToken)
    {
        var attachments = Cache.AttachmentsByVolume[key];
        var users = Cache.Volumes.Find(key) is { } volume ? UsersOf(volume) : [];
        var nodes = users.Select(pod => pod.Spec.NodeName).ToHashSet();
        foreach (var attachment in attachments.Where(attachment => !nodes.Contains(attachment.Spec.NodeName) && !attachment.IsDeleting))
        {
            attaching.Remove(attachment.Name);
            await Context.DeleteAsync(attachment, cancellationToken);
        }
        if (Cache.Volumes.Find(key) is not { Spec.Csi: { } csi } attached)
        {
            return;
        }

        foreach (var pod in users.OrderBy(pod => pod.Status.StartTime ?? pod.Metadata.CreationTimestamp))
        {
            await AttachAsync(attached, csi, pod, cancellationToken);
        }
    }

    private async Task AttachAsync(PersistentVolume volume, CsiVolumeSource csi, Pod pod, CancellationToken cancellationToken)
    {
        var held = Cache.AttachmentsByVolume[volume.Name];
        if (held.FirstOrDefault(attachment => attachment.Spec.NodeName == pod.Spec.NodeName) is { } own)
        {
            await FinishAsync(own, volume.Name, cancellationToken);
            return;
        }
        if (pod.IsDeleting)
        {
            return;
        }

        if (held.Length > 0 && !volume.Spec.AccessModes.Any(mode => mode is "ReadWriteMany" or "ReadOnlyMany"))
        {
            Context.Events.Warning(pod, Name, "FailedAttachVolume", Held(volume, held[0].Spec.NodeName));
            return;
        }
        var name = AttachmentName(csi, pod.Spec.NodeName);
        attaching[name] = Context.Now + attachDelay;
        await Context.CreateAsync(ResourceTypes.VolumeAttachments, null, new JsonObject
        {
            ["apiVersion"] = "storage.k8s.io/v1",
            ["kind"] = "VolumeAttachment",
            ["metadata"] = new JsonObject { ["name"] = name },
            ["spec"] = new JsonObject
            {
                ["attacher"] = csi.Driver,
                ["nodeName"] = pod.Spec.NodeName,
                ["source"] = new JsonObject { ["persistentVolumeName"] = volume.Name },
            },
        }, cancellationToken);
        Queue.AddAfter(volume.Name, attachDelay);
    }

    private async Task FinishAsync(VolumeAttachment attachment, string volume, CancellationToken cancellationToken)
    {
        if (attachment.Status.Attached || attachment.IsDeleting)
        {
            return;
        }

        if (attaching.TryGetValue(attachment.Name, out var ready) && ready > Context.Now)
        {
            Queue.AddAfter(volume, ready - Context.Now);
            return;
        }
        attaching.Remove(attachment.Name);
        await Context.UpdateStatusAsync(attachment, status => status["attached"] = true, cancellationToken);
        foreach (var pod in Cache.PodsByNode[attachment.Spec.NodeName].Where(pod => Uses(pod, volume)))
        {
            Context.Events.Normal(pod, Name, "SuccessfulAttachVolume", $"AttachVolume.Attach succeeded for volume \"{volume}\"");
        }
    }

    private string Held(PersistentVolume volume, string node)
    {
        var pods = Cache.PodsByNode[node].Where(pod => Uses(pod, volume.Name)).Select(pod => pod.Name).Order(StringComparer.Ordinal).ToList();
        return pods.Count == 0
            ? $"Multi-Attach error for volume \"{volume.Name}\" Volume is already exclusively attached to one node and can't be attached to another"
            : $"Multi-Attach error for volume \"{volume.Name}\" Volume is already used by pod(s) {string.Join(", ", pods)}";
    }

    private List<Pod> UsersOf(PersistentVolume volume)
    {
        if (volume.Spec.ClaimRef is not { } claim)
        {
            return [];
        }

        return [.. Cache.PodsByNamespace[claim.Namespace].Where(pod => pod.Spec.NodeName.Length > 0 && !pod.IsFinished
            && Cache.Nodes.Find(pod.Spec.NodeName) is not null && Uses(pod, volume.Name))];
    }

    private bool Uses(Pod pod, string volume) => pod.Spec.Volumes.Any(item =>
        item.PersistentVolumeClaim is { } source && Cache.Claims.Find(pod.Namespace, source.ClaimName)?.Spec.VolumeName == volume);

    private static string AttachmentName(CsiVolumeSource csi, string node) =>
        "csi-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(csi.VolumeHandle + csi.Driver + node)));

    private void PodChanged(Change<Pod> change)
    {
        if (change is { Old: { } old, New: { } current } && old.Spec.NodeName == current.Spec.NodeName && old.IsFinished == current.IsFinished)
        {
            return;
        }

        foreach (var volume in change.Latest.Spec.Volumes)
        {
            if (volume.PersistentVolumeClaim is { } claim)
            {
                Wake(Cache.Claims.Find(change.Latest.Namespace, claim.ClaimName)?.Spec.VolumeName);
            }
        }
    }

    private void Wake(string? volume)
    {
        if (volume is { Length: > 0 })
        {
            Queue.Add(volume);
        }
    }
}
