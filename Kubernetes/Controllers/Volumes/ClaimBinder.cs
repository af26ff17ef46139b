using CniMigration.Kubernetes.Controllers.Runtime;
using CniMigration.Kubernetes.Kinds;

namespace CniMigration.Kubernetes.Controllers.Volumes;

/// <summary>Binds claims to volumes, provisions volumes where a class can, and cleans up after claims that are gone.</summary>
internal sealed class ClaimBinder : Controller
{
    private const string SelectedNode = "volume.kubernetes.io/selected-node";
    private const string ClaimProtection = "kubernetes.io/pvc-protection";
    private const string VolumeProtection = "kubernetes.io/pv-protection";

    private readonly TimeSpan provisionDelay;
    private readonly Dictionary<string, DateTimeOffset> provisioning = new(StringComparer.Ordinal);

    public ClaimBinder(ControllerContext context, TimeSpan provisionDelay)
        : base(context)
    {
        this.provisionDelay = provisionDelay;
        Cache.Claims.Subscribe(ClaimChanged);
        Cache.Volumes.Subscribe(VolumeChanged);
        Cache.StorageClasses.Subscribe(_ => WakePending());
        Cache.Pods.Subscribe(PodChanged);
        Cache.Attachments.Subscribe(AttachmentChanged);
    }

    public override string Name => "persistentvolume-controller";

    protected override Task ReconcileAsync(string key, CancellationToken cancellationToken) => key.Contains('/', StringComparison.Ordinal)
        ? ReconcileClaimAsync(key, cancellationToken)
        : ReconcileVolumeAsync(key, cancellationToken);

    private async Task ReconcileClaimAsync(string key, CancellationToken cancellationToken)
    {
        if (Cache.Claims.Find(key) is not { } claim)
        {
            provisioning.Remove(key);
            return;
        }
        if (claim.IsDeleting)
        {
            if (claim.Metadata.Finalizers.Contains(ClaimProtection) && !IsUsed(claim))
            {
                await Context.UpdateAsync(claim, body => body.RemoveFinalizer(ClaimProtection), cancellationToken);
            }

            return;
        }
        if (claim.Spec.VolumeName.Length > 0)
        {
            if (Cache.Volumes.Find(claim.Spec.VolumeName) is { } bound)
            {
                await BindAsync(claim, bound, cancellationToken);
            }
            else if (claim.Status.Phase == "Bound")
            {
                await LoseAsync(claim, cancellationToken);
            }

            return;
        }
        var storageClass = claim.Spec.StorageClassName is { Length: > 0 } name ? Cache.StorageClasses.Find(name) : null;
        Node? node = null;
        if (storageClass is { WaitsForFirstConsumer: true })
        {
            node = claim.Metadata.Annotations.TryGetValue(SelectedNode, out var selected) ? Cache.Nodes.Find(selected) : null;
            if (node is null)
            {
                Context.Events.Normal(claim, Name, "WaitForFirstConsumer", "waiting for first consumer to be created before binding");
                return;
            }
        }
        if (VolumeTopology.FindStatic(claim, node, Cache.Volumes) is { } free)
        {
            await BindAsync(claim, free, cancellationToken);
        }
        else if (storageClass is null && claim.Spec.StorageClassName is { Length: > 0 } missing)
        {
            Context.Events.Warning(claim, Name, "ProvisioningFailed", $"storageclass.storage.k8s.io \"{missing}\" not found");
        }
        else if (storageClass is null)
        {
            Context.Events.Normal(claim, Name, "FailedBinding", "no persistent volumes available for this claim and no storage class is set");
        }
        else
        {
            await ProvisionAsync(claim, storageClass, node, cancellationToken);
        }
    }

    private async Task ProvisionAsync(PersistentVolumeClaim claim, StorageClass storageClass, Node? node, CancellationToken cancellationToken)
    {
        if (!Provisioners.Knows(storageClass.Provisioner))
        {
            Context.Events.Normal(claim, Name, "ExternalProvisioning",
                $"Waiting for a volume to be created either by the external provisioner '{storageClass.Provisioner}' or manually by the system administrator.");
            return;
        }
        if (!provisioning.TryGetValue(claim.Key, out var ready))
        {
            provisioning[claim.Key] = ready = Context.Now + provisionDelay;
        }

        if (ready > Context.Now)
        {
            Queue.AddAfter(claim.Key, ready - Context.Now);
            return;
        }
        provisioning.Remove(claim.Key);
        node ??= Cache.Nodes.All().Where(candidate => candidate.IsReady).MinBy(candidate => candidate.Name, StringComparer.Ordinal);
        var body = ProvisionedVolume.For(claim, storageClass, node?.Metadata.Labels.GetValueOrDefault(VolumeTopology.Zone));
        try
        {
            await Context.CreateAsync(ResourceTypes.PersistentVolumes, null, body, cancellationToken);
        }
        catch (ApiException exception) when (exception.IsAlreadyExists)
        {
            return;
        }
        Context.Events.Normal(claim, storageClass.Provisioner, "ProvisioningSucceeded", $"Successfully provisioned volume pvc-{claim.Uid}");
        Queue.Add(claim.Key);
    }

    private async Task BindAsync(PersistentVolumeClaim claim, PersistentVolume volume, CancellationToken cancellationToken)
    {
        var bound = await Context.UpdateAsync(volume, body =>
        {
            if (volume.Spec.ClaimRef?.Uid != claim.Uid)
            {
                body.Section("spec")["claimRef"] = JsonObjects.ReferenceTo(claim);
            }
        }, cancellationToken);
        if (Cache.Volumes.Find(bound.Key) is { Status.Phase: not "Bound" } held)
        {
            await PhaseAsync(held, "Bound", cancellationToken);
        }

        var filled = await Context.UpdateAsync(claim, body =>
        {
            body.Section("spec")["volumeName"] = volume.Name;
            body.Section("metadata").Section("annotations")["pv.kubernetes.io/bind-completed"] = "yes";
        }, cancellationToken);
        if (Cache.Claims.Find(filled.Key) is not { } current)
        {
            return;
        }

        await Context.UpdateStatusAsync(current, status =>
        {
            status["phase"] = "Bound";
            status["accessModes"] = new JsonArray([.. volume.Spec.AccessModes.Select(mode => JsonValue.Create(mode))]);
            if (volume.Source.ToJson()["spec"]!["capacity"] is { } capacity)
            {
                status["capacity"] = capacity.DeepClone();
            }
        }, cancellationToken);
    }

    private async Task LoseAsync(PersistentVolumeClaim claim, CancellationToken cancellationToken)
    {
        Context.Events.Warning(claim, Name, "ClaimLost", "Bound claim has lost its PersistentVolume. Data on the volume is lost!");
        await Context.UpdateStatusAsync(claim, status => status["phase"] = "Lost", cancellationToken);
    }

    private async Task ReconcileVolumeAsync(string name, CancellationToken cancellationToken)
    {
        if (Cache.Volumes.Find(name) is not { } volume)
        {
            return;
        }

        var claim = volume.Spec.ClaimRef is { } reference ? Cache.Claims.Find(reference.Namespace, reference.Name) : null;
        var isHeld = claim is not null && (volume.Spec.ClaimRef!.Uid.Length == 0 || claim.Uid == volume.Spec.ClaimRef.Uid);
        if (volume.IsDeleting)
        {
            if (!isHeld && volume.Metadata.Finalizers.Contains(VolumeProtection) && Cache.AttachmentsByVolume[name].Length == 0)
            {
                await Context.UpdateAsync(volume, body => body.RemoveFinalizer(VolumeProtection), cancellationToken);
            }

            return;
        }
        if (volume.Spec.ClaimRef is null or { Uid.Length: 0 })
        {
            if (volume.Status.Phase is "" or "Pending")
            {
                await PhaseAsync(volume, "Available", cancellationToken);
            }

            if (volume.Status.Phase is "Available")
            {
                WakePending();
            }

            return;
        }
        if (isHeld)
        {
            return;
        }

        if (await Context.Client.GetAsync(
            ResourceTypes.PersistentVolumeClaims, volume.Spec.ClaimRef.Namespace, volume.Spec.ClaimRef.Name, cancellationToken) is { } live
            && live.Uid == volume.Spec.ClaimRef.Uid)
        {
            return;
        }

        if (volume.Status.Phase != "Released")
        {
            await PhaseAsync(volume, "Released", cancellationToken);
        }
        else if (volume.Spec.PersistentVolumeReclaimPolicy == "Delete" && Cache.AttachmentsByVolume[name].Length == 0)
        {
            await Context.DeleteAsync(volume, cancellationToken);
        }
    }

    private Task<ApiObject> PhaseAsync(PersistentVolume volume, string phase, CancellationToken cancellationToken) =>
        Context.UpdateStatusAsync(volume, status => status["phase"] = phase, cancellationToken);

    private bool IsUsed(PersistentVolumeClaim claim) => Cache.PodsByNamespace[claim.Namespace]
        .Any(pod => !pod.IsFinished && pod.Spec.Volumes.Any(volume => volume.PersistentVolumeClaim?.ClaimName == claim.Name));

    private void ClaimChanged(Change<PersistentVolumeClaim> change)
    {
        Queue.Add(change.Latest.Key);
        if (change.New is null && change.Latest.Spec.VolumeName.Length > 0)
        {
            Queue.Add(change.Latest.Spec.VolumeName);
        }
    }

    private void VolumeChanged(Change<PersistentVolume> change)
    {
        Queue.Add(change.Latest.Key);
        if (change.Latest.Spec.ClaimRef is { } claim)
        {
            Queue.Add($"{claim.Namespace}/{claim.Name}");
        }
    }

    private void WakePending()
    {
        foreach (var claim in Cache.Claims.All())
        {
            if (claim.Spec.VolumeName.Length == 0)
            {
                Queue.Add(claim.Key);
            }
        }
    }

    /// <summary>A released volume is deleted, and a deleted one let go, once it is attached nowhere.</summary>
    private void AttachmentChanged(Change<VolumeAttachment> change)
    {
        if (change.New is null)
        {
            Queue.Add(change.Latest.Spec.Source.PersistentVolumeName);
        }
    }

    /// <summary>A protected claim goes when its last pod has.</summary>
    private void PodChanged(Change<Pod> change)
    {
        if (change.New is { IsFinished: false })
        {
            return;
        }

        foreach (var volume in change.Latest.Spec.Volumes)
        {
            if (volume.PersistentVolumeClaim is { } source && Cache.Claims.Find(change.Latest.Namespace, source.ClaimName) is { IsDeleting: true } ending)
            {
                Queue.Add(ending.Key);
            }
        }
    }
}
