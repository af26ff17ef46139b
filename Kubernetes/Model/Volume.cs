using System.Text.Json.Serialization;

namespace CniMigration.Kubernetes.Model;

/// <summary>A pod's volume; sources that only have to be there are kept as they are.</summary>
internal sealed record Volume
{
    public string Name { get; init; } = "";
    public PersistentVolumeClaimSource? PersistentVolumeClaim { get; init; }
    public JsonElement? EmptyDir { get; init; }
    public JsonElement? HostPath { get; init; }
    public JsonElement? Ephemeral { get; init; }
}

internal sealed record PersistentVolumeClaimSource
{
    public string ClaimName { get; init; } = "";
}

internal sealed record PersistentVolumeClaim : Resource
{
    public PersistentVolumeClaimSpec Spec { get; init; } = new();
    public PersistentVolumeClaimStatus Status { get; init; } = new();

    [JsonIgnore]
    public bool IsBound => Spec.VolumeName.Length > 0 && Status.Phase == "Bound";
}

internal sealed record PersistentVolumeClaimSpec
{
    public IReadOnlyList<string> AccessModes { get; init; } = [];
    public string? StorageClassName { get; init; }
    public string VolumeName { get; init; } = "";
    public string VolumeMode { get; init; } = "";
    public LabelSelector? Selector { get; init; }
    public ResourceRequirements Resources { get; init; } = new();
}

internal sealed record PersistentVolumeClaimStatus
{
    public string Phase { get; init; } = "";
}

internal sealed record PersistentVolume : Resource
{
    public PersistentVolumeSpec Spec { get; init; } = new();
    public PersistentVolumeStatus Status { get; init; } = new();
}

internal sealed record PersistentVolumeSpec
{
    public IReadOnlyList<string> AccessModes { get; init; } = [];
    public IReadOnlyDictionary<string, Quantity> Capacity { get; init; } = Empty.Quantities;
    public string StorageClassName { get; init; } = "";
    public string PersistentVolumeReclaimPolicy { get; init; } = "Retain";
    public ObjectReference? ClaimRef { get; init; }
    public VolumeNodeAffinity? NodeAffinity { get; init; }
    public CsiVolumeSource? Csi { get; init; }
}

internal sealed record VolumeNodeAffinity
{
    public NodeSelector? Required { get; init; }
}

internal sealed record CsiVolumeSource
{
    public string Driver { get; init; } = "";
    public string VolumeHandle { get; init; } = "";
}

internal sealed record PersistentVolumeStatus
{
    public string Phase { get; init; } = "";
}

internal sealed record StorageClass : Resource
{
    public string Provisioner { get; init; } = "";
    public string ReclaimPolicy { get; init; } = "Delete";
    public string VolumeBindingMode { get; init; } = "Immediate";
    public IReadOnlyList<TopologySelectorTerm> AllowedTopologies { get; init; } = [];

    [JsonIgnore]
    public bool IsDefault => Metadata.Annotations.GetValueOrDefault("storageclass.kubernetes.io/is-default-class") == "true";

    [JsonIgnore]
    public bool WaitsForFirstConsumer => VolumeBindingMode == "WaitForFirstConsumer";
}

internal sealed record TopologySelectorTerm
{
    public IReadOnlyList<TopologySelectorRequirement> MatchLabelExpressions { get; init; } = [];
}

internal sealed record TopologySelectorRequirement
{
    public string Key { get; init; } = "";
    public IReadOnlyList<string> Values { get; init; } = [];
}

/// <summary>The promise that a volume is attached to a node; the kubelet waits for it.</summary>
internal sealed record VolumeAttachment : Resource
{
    public VolumeAttachmentSpec Spec { get; init; } = new();
    public VolumeAttachmentStatus Status { get; init; } = new();
}

internal sealed record VolumeAttachmentSpec
{
    public string Attacher { get; init; } = "";
    public string NodeName { get; init; } = "";
    public VolumeAttachmentSource Source { get; init; } = new();
}

internal sealed record VolumeAttachmentSource
{
    public string PersistentVolumeName { get; init; } = "";
}

internal sealed record VolumeAttachmentStatus
{
    public bool Attached { get; init; }
}
