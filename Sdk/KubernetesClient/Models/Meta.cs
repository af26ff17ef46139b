using System.Text.Json.Serialization;

namespace k8s.Models;

public record V1ObjectMeta
{
    public IDictionary<string, string> Annotations { get; set; }
    public DateTime? CreationTimestamp { get; set; }
    public long? DeletionGracePeriodSeconds { get; set; }
    public DateTime? DeletionTimestamp { get; set; }
    public IList<string> Finalizers { get; set; }
    public string GenerateName { get; set; }
    public long? Generation { get; set; }
    public IDictionary<string, string> Labels { get; set; }
    public IList<V1ManagedFieldsEntry> ManagedFields { get; set; }
    public string Name { get; set; }
    [JsonPropertyName("namespace")] public string NamespaceProperty { get; set; }
    public IList<V1OwnerReference> OwnerReferences { get; set; }
    public string ResourceVersion { get; set; }
    public string SelfLink { get; set; }
    public string Uid { get; set; }
}

public record V1ListMeta
{
    [JsonPropertyName("continue")] public string ContinueProperty { get; set; }
    public long? RemainingItemCount { get; set; }
    public string ResourceVersion { get; set; }
}

public record V1OwnerReference
{
    public string ApiVersion { get; set; }
    public bool? BlockOwnerDeletion { get; set; }
    public bool? Controller { get; set; }
    public string Kind { get; set; }
    public string Name { get; set; }
    public string Uid { get; set; }
}

public record V1ManagedFieldsEntry
{
    public string ApiVersion { get; set; }
    public string FieldsType { get; set; }
    public object FieldsV1 { get; set; }
    public string Manager { get; set; }
    public string Operation { get; set; }
    public string Subresource { get; set; }
    public DateTime? Time { get; set; }
}

public record V1LabelSelector
{
    public IList<V1LabelSelectorRequirement> MatchExpressions { get; set; }
    public IDictionary<string, string> MatchLabels { get; set; }
}

public record V1LabelSelectorRequirement
{
    public string Key { get; set; }
    [JsonPropertyName("operator")] public string OperatorProperty { get; set; }
    public IList<string> Values { get; set; }
}

[KubernetesEntity(Kind = "DeleteOptions", Group = "", ApiVersion = "v1", PluralName = "")]
public record V1DeleteOptions : IKubernetesObject
{
    public string ApiVersion { get; set; }
    public string Kind { get; set; }
    public IList<string> DryRun { get; set; }
    public long? GracePeriodSeconds { get; set; }
    public V1Preconditions Preconditions { get; set; }
    public string PropagationPolicy { get; set; }
}

public record V1Preconditions
{
    public string ResourceVersion { get; set; }
    public string Uid { get; set; }
}

[KubernetesEntity(Kind = "Status", Group = "", ApiVersion = "v1", PluralName = "")]
public record V1Status : IKubernetesObject<V1ListMeta>
{
    public string ApiVersion { get; set; }
    public string Kind { get; set; }
    public V1ListMeta Metadata { get; set; }
    public int? Code { get; set; }
    public V1StatusDetails Details { get; set; }
    public string Message { get; set; }
    public string Reason { get; set; }
    public string Status { get; set; }
}

public record V1StatusDetails
{
    public IList<V1StatusCause> Causes { get; set; }
    public string Group { get; set; }
    public string Kind { get; set; }
    public string Name { get; set; }
    public int? RetryAfterSeconds { get; set; }
    public string Uid { get; set; }
}

public record V1StatusCause
{
    public string Field { get; set; }
    public string Message { get; set; }
    public string Reason { get; set; }
}

public record V1Condition
{
    public DateTime LastTransitionTime { get; set; }
    public string Message { get; set; }
    public long? ObservedGeneration { get; set; }
    public string Reason { get; set; }
    public string Status { get; set; }
    public string Type { get; set; }
}

public record V1APIResource
{
    public string Group { get; set; }
    public string Kind { get; set; }
    public string Name { get; set; }
    public bool Namespaced { get; set; }
    public IList<string> Verbs { get; set; }
    public string Version { get; set; }
}

[KubernetesEntity(Kind = "APIResourceList", Group = "", ApiVersion = "v1", PluralName = "")]
public record V1APIResourceList : IKubernetesObject
{
    public string ApiVersion { get; set; }
    public string Kind { get; set; }
    public string GroupVersion { get; set; }
    public IList<V1APIResource> Resources { get; set; }
}

[KubernetesEntity(Kind = "APIGroup", Group = "", ApiVersion = "v1", PluralName = "")]
public record V1APIGroup : IKubernetesObject
{
    public string ApiVersion { get; set; }
    public string Kind { get; set; }
    public string Name { get; set; }
    public V1GroupVersionForDiscovery PreferredVersion { get; set; }
    public IList<V1GroupVersionForDiscovery> Versions { get; set; }
}

[KubernetesEntity(Kind = "APIGroupList", Group = "", ApiVersion = "v1", PluralName = "")]
public record V1APIGroupList : IKubernetesObject
{
    public string ApiVersion { get; set; }
    public string Kind { get; set; }
    public IList<V1APIGroup> Groups { get; set; }
}

public record V1GroupVersionForDiscovery
{
    public string GroupVersion { get; set; }
    public string Version { get; set; }
}

public record VersionInfo
{
    public string GitVersion { get; set; }
    public string Major { get; set; }
    public string Minor { get; set; }
    public string Platform { get; set; }
}
