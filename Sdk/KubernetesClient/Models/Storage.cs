using System.Text.Json.Serialization;

namespace k8s.Models;

public record V1Volume
{
    public V1ConfigMapVolumeSource ConfigMap { get; set; }
    public V1EmptyDirVolumeSource EmptyDir { get; set; }
    public V1EphemeralVolumeSource Ephemeral { get; set; }
    public V1HostPathVolumeSource HostPath { get; set; }
    public string Name { get; set; }
    public V1PersistentVolumeClaimVolumeSource PersistentVolumeClaim { get; set; }
    public V1SecretVolumeSource Secret { get; set; }
}

public record V1EphemeralVolumeSource
{
    public V1PersistentVolumeClaimTemplate VolumeClaimTemplate { get; set; }
}

public record V1PersistentVolumeClaimTemplate
{
    public V1ObjectMeta Metadata { get; set; }
    public V1PersistentVolumeClaimSpec Spec { get; set; }
}

public record V1ConfigMapVolumeSource
{
    public string Name { get; set; }
    public bool? Optional { get; set; }
}

public record V1EmptyDirVolumeSource
{
    public string Medium { get; set; }
    public ResourceQuantity SizeLimit { get; set; }
}

public record V1HostPathVolumeSource
{
    public string Path { get; set; }
    public string Type { get; set; }
}

public record V1PersistentVolumeClaimVolumeSource
{
    public string ClaimName { get; set; }
    [JsonPropertyName("readOnly")] public bool? ReadOnlyProperty { get; set; }
}

public record V1SecretVolumeSource
{
    public bool? Optional { get; set; }
    public string SecretName { get; set; }
}

[KubernetesEntity(Kind = "PersistentVolume", Group = "", ApiVersion = "v1", PluralName = "persistentvolumes")]
public record V1PersistentVolume : IKubernetesObject<V1ObjectMeta>, ISpec<V1PersistentVolumeSpec>
{
    public string ApiVersion { get; set; }
    public string Kind { get; set; }
    public V1ObjectMeta Metadata { get; set; }
    public V1PersistentVolumeSpec Spec { get; set; }
    public V1PersistentVolumeStatus Status { get; set; }
}

[KubernetesEntity(Kind = "PersistentVolumeList", Group = "", ApiVersion = "v1", PluralName = "persistentvolumes")]
public record V1PersistentVolumeList : IKubernetesObject<V1ListMeta>, IItems<V1PersistentVolume>
{
    public string ApiVersion { get; set; }
    public string Kind { get; set; }
    public V1ListMeta Metadata { get; set; }
    public IList<V1PersistentVolume> Items { get; set; }
}

public record V1PersistentVolumeSpec
{
    public IList<string> AccessModes { get; set; }
    public IDictionary<string, ResourceQuantity> Capacity { get; set; }
    public V1ObjectReference ClaimRef { get; set; }
    public V1CSIPersistentVolumeSource Csi { get; set; }
    public V1LocalVolumeSource Local { get; set; }
    public V1VolumeNodeAffinity NodeAffinity { get; set; }
    public string PersistentVolumeReclaimPolicy { get; set; }
    public string StorageClassName { get; set; }
    public string VolumeMode { get; set; }
}

public record V1CSIPersistentVolumeSource
{
    public string Driver { get; set; }
    public string FsType { get; set; }
    public string VolumeHandle { get; set; }
}

public record V1LocalVolumeSource
{
    public string FsType { get; set; }
    public string Path { get; set; }
}

public record V1PersistentVolumeStatus
{
    public string Message { get; set; }
    public string Phase { get; set; }
    public string Reason { get; set; }
}

public record V1VolumeNodeAffinity
{
    public V1NodeSelector Required { get; set; }
}

public record V1ObjectReference
{
    public string ApiVersion { get; set; }
    public string FieldPath { get; set; }
    public string Kind { get; set; }
    public string Name { get; set; }
    [JsonPropertyName("namespace")] public string NamespaceProperty { get; set; }
    public string ResourceVersion { get; set; }
    public string Uid { get; set; }
}

[KubernetesEntity(Kind = "PersistentVolumeClaim", Group = "", ApiVersion = "v1", PluralName = "persistentvolumeclaims")]
public record V1PersistentVolumeClaim : IKubernetesObject<V1ObjectMeta>, ISpec<V1PersistentVolumeClaimSpec>
{
    public string ApiVersion { get; set; }
    public string Kind { get; set; }
    public V1ObjectMeta Metadata { get; set; }
    public V1PersistentVolumeClaimSpec Spec { get; set; }
    public V1PersistentVolumeClaimStatus Status { get; set; }
}

[KubernetesEntity(Kind = "PersistentVolumeClaimList", Group = "", ApiVersion = "v1", PluralName = "persistentvolumeclaims")]
public record V1PersistentVolumeClaimList : IKubernetesObject<V1ListMeta>, IItems<V1PersistentVolumeClaim>
{
    public string ApiVersion { get; set; }
    public string Kind { get; set; }
    public V1ListMeta Metadata { get; set; }
    public IList<V1PersistentVolumeClaim> Items { get; set; }
}

public record V1PersistentVolumeClaimSpec
{
    public IList<string> AccessModes { get; set; }
    public V1VolumeResourceRequirements Resources { get; set; }
    public V1LabelSelector Selector { get; set; }
    public string StorageClassName { get; set; }
    public string VolumeMode { get; set; }
    public string VolumeName { get; set; }
}

public record V1PersistentVolumeClaimStatus
{
    public IList<string> AccessModes { get; set; }
    public IDictionary<string, ResourceQuantity> Capacity { get; set; }
    public string Phase { get; set; }
}

public record V1VolumeResourceRequirements
{
    public IDictionary<string, ResourceQuantity> Limits { get; set; }
    public IDictionary<string, ResourceQuantity> Requests { get; set; }
}
