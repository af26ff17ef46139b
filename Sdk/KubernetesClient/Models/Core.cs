using System.Text.Json.Serialization;

namespace k8s.Models;

[KubernetesEntity(Kind = "ConfigMap", Group = "", ApiVersion = "v1", PluralName = "configmaps")]
public record V1ConfigMap : IKubernetesObject<V1ObjectMeta>
{
    public string ApiVersion { get; set; }
    public string Kind { get; set; }
    public V1ObjectMeta Metadata { get; set; }
    public IDictionary<string, byte[]> BinaryData { get; set; }
    public IDictionary<string, string> Data { get; set; }
    public bool? Immutable { get; set; }
}

[KubernetesEntity(Kind = "ConfigMapList", Group = "", ApiVersion = "v1", PluralName = "configmaps")]
public record V1ConfigMapList : IKubernetesObject<V1ListMeta>, IItems<V1ConfigMap>
{
    public string ApiVersion { get; set; }
    public string Kind { get; set; }
    public V1ListMeta Metadata { get; set; }
    public IList<V1ConfigMap> Items { get; set; }
}

[KubernetesEntity(Kind = "Secret", Group = "", ApiVersion = "v1", PluralName = "secrets")]
public record V1Secret : IKubernetesObject<V1ObjectMeta>
{
    public string ApiVersion { get; set; }
    public string Kind { get; set; }
    public V1ObjectMeta Metadata { get; set; }
    public IDictionary<string, byte[]> Data { get; set; }
    public IDictionary<string, string> StringData { get; set; }
    public string Type { get; set; }
}

[KubernetesEntity(Kind = "SecretList", Group = "", ApiVersion = "v1", PluralName = "secrets")]
public record V1SecretList : IKubernetesObject<V1ListMeta>, IItems<V1Secret>
{
    public string ApiVersion { get; set; }
    public string Kind { get; set; }
    public V1ListMeta Metadata { get; set; }
    public IList<V1Secret> Items { get; set; }
}

[KubernetesEntity(Kind = "Namespace", Group = "", ApiVersion = "v1", PluralName = "namespaces")]
public record V1Namespace : IKubernetesObject<V1ObjectMeta>, ISpec<V1NamespaceSpec>
{
    public string ApiVersion { get; set; }
    public string Kind { get; set; }
    public V1ObjectMeta Metadata { get; set; }
    public V1NamespaceSpec Spec { get; set; }
    public V1NamespaceStatus Status { get; set; }
}

[KubernetesEntity(Kind = "NamespaceList", Group = "", ApiVersion = "v1", PluralName = "namespaces")]
public record V1NamespaceList : IKubernetesObject<V1ListMeta>, IItems<V1Namespace>
{
    public string ApiVersion { get; set; }
    public string Kind { get; set; }
    public V1ListMeta Metadata { get; set; }
    public IList<V1Namespace> Items { get; set; }
}

public record V1NamespaceSpec
{
    public IList<string> Finalizers { get; set; }
}

public record V1NamespaceStatus
{
    public string Phase { get; set; }
}

[KubernetesEntity(Kind = "ResourceQuota", Group = "", ApiVersion = "v1", PluralName = "resourcequotas")]
public record V1ResourceQuota : IKubernetesObject<V1ObjectMeta>, ISpec<V1ResourceQuotaSpec>
{
    public string ApiVersion { get; set; }
    public string Kind { get; set; }
    public V1ObjectMeta Metadata { get; set; }
    public V1ResourceQuotaSpec Spec { get; set; }
    public V1ResourceQuotaStatus Status { get; set; }
}

[KubernetesEntity(Kind = "ResourceQuotaList", Group = "", ApiVersion = "v1", PluralName = "resourcequotas")]
public record V1ResourceQuotaList : IKubernetesObject<V1ListMeta>, IItems<V1ResourceQuota>
{
    public string ApiVersion { get; set; }
    public string Kind { get; set; }
    public V1ListMeta Metadata { get; set; }
    public IList<V1ResourceQuota> Items { get; set; }
}

public record V1ResourceQuotaSpec
{
    public IDictionary<string, ResourceQuantity> Hard { get; set; }
    public V1ScopeSelector ScopeSelector { get; set; }
    public IList<string> Scopes { get; set; }
}

public record V1ScopeSelector
{
    public IList<V1ScopedResourceSelectorRequirement> MatchExpressions { get; set; }
}

public record V1ScopedResourceSelectorRequirement
{
    [JsonPropertyName("operator")] public string OperatorProperty { get; set; }
    public string ScopeName { get; set; }
    public IList<string> Values { get; set; }
}

public record V1ResourceQuotaStatus
{
    public IDictionary<string, ResourceQuantity> Hard { get; set; }
    public IDictionary<string, ResourceQuantity> Used { get; set; }
}

[KubernetesEntity(Kind = "Event", Group = "", ApiVersion = "v1", PluralName = "events")]
public record Corev1Event : IKubernetesObject<V1ObjectMeta>
{
    public string ApiVersion { get; set; }
    public string Kind { get; set; }
    public V1ObjectMeta Metadata { get; set; }
    public string Action { get; set; }
    public int? Count { get; set; }
    public DateTime? EventTime { get; set; }
    public DateTime? FirstTimestamp { get; set; }
    public V1ObjectReference InvolvedObject { get; set; }
    public DateTime? LastTimestamp { get; set; }
    public string Message { get; set; }
    public string Reason { get; set; }
    public string ReportingComponent { get; set; }
    public V1EventSource Source { get; set; }
    public string Type { get; set; }
}

[KubernetesEntity(Kind = "EventList", Group = "", ApiVersion = "v1", PluralName = "events")]
public record Corev1EventList : IKubernetesObject<V1ListMeta>, IItems<Corev1Event>
{
    public string ApiVersion { get; set; }
    public string Kind { get; set; }
    public V1ListMeta Metadata { get; set; }
    public IList<Corev1Event> Items { get; set; }
}

public record V1EventSource
{
    public string Component { get; set; }
    public string Host { get; set; }
}
