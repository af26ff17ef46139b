using System.Text.Json.Serialization;

namespace k8s.Models;

[KubernetesEntity(Kind = "Pod", Group = "", ApiVersion = "v1", PluralName = "pods")]
public record V1Pod : IKubernetesObject<V1ObjectMeta>, ISpec<V1PodSpec>
{
    public string ApiVersion { get; set; }
    public string Kind { get; set; }
    public V1ObjectMeta Metadata { get; set; }
    public V1PodSpec Spec { get; set; }
    public V1PodStatus Status { get; set; }
}

[KubernetesEntity(Kind = "PodList", Group = "", ApiVersion = "v1", PluralName = "pods")]
public record V1PodList : IKubernetesObject<V1ListMeta>, IItems<V1Pod>
{
    public string ApiVersion { get; set; }
    public string Kind { get; set; }
    public V1ListMeta Metadata { get; set; }
    public IList<V1Pod> Items { get; set; }
}

public record V1PodSpec
{
    public long? ActiveDeadlineSeconds { get; set; }
    public V1Affinity Affinity { get; set; }
    public bool? AutomountServiceAccountToken { get; set; }
    public IList<V1Container> Containers { get; set; }
    public string DnsPolicy { get; set; }
    public bool? HostNetwork { get; set; }
    public string Hostname { get; set; }
    public IList<V1LocalObjectReference> ImagePullSecrets { get; set; }
    public IList<V1Container> InitContainers { get; set; }
    public string NodeName { get; set; }
    public IDictionary<string, string> NodeSelector { get; set; }
    public IDictionary<string, ResourceQuantity> Overhead { get; set; }
    public string PreemptionPolicy { get; set; }
    public int? Priority { get; set; }
    public string PriorityClassName { get; set; }
    public V1ResourceRequirements Resources { get; set; }
    public string RestartPolicy { get; set; }
    public string SchedulerName { get; set; }
    public V1PodSecurityContext SecurityContext { get; set; }
    public string ServiceAccountName { get; set; }
    public string Subdomain { get; set; }
    public long? TerminationGracePeriodSeconds { get; set; }
    public IList<V1Toleration> Tolerations { get; set; }
    public IList<V1TopologySpreadConstraint> TopologySpreadConstraints { get; set; }
    public IList<V1Volume> Volumes { get; set; }
}

public record V1PodStatus
{
    public IList<V1PodCondition> Conditions { get; set; }
    public IList<V1ContainerStatus> ContainerStatuses { get; set; }
    public string HostIP { get; set; }
    public IList<V1ContainerStatus> InitContainerStatuses { get; set; }
    public string Message { get; set; }
    public string NominatedNodeName { get; set; }
    public string Phase { get; set; }
    public string PodIP { get; set; }
    public IList<V1PodIP> PodIPs { get; set; }
    public string QosClass { get; set; }
    public string Reason { get; set; }
    public DateTime? StartTime { get; set; }
}

public record V1PodCondition
{
    public DateTime? LastProbeTime { get; set; }
    public DateTime? LastTransitionTime { get; set; }
    public string Message { get; set; }
    public long? ObservedGeneration { get; set; }
    public string Reason { get; set; }
    public string Status { get; set; }
    public string Type { get; set; }
}

public record V1PodIP
{
    public string Ip { get; set; }
}

public record V1PodTemplateSpec
{
    public V1ObjectMeta Metadata { get; set; }
    public V1PodSpec Spec { get; set; }
}

public record V1LocalObjectReference
{
    public string Name { get; set; }
}

public record V1Toleration
{
    public string Effect { get; set; }
    public string Key { get; set; }
    [JsonPropertyName("operator")] public string OperatorProperty { get; set; }
    public long? TolerationSeconds { get; set; }
    public string Value { get; set; }
}

public record V1TopologySpreadConstraint
{
    public V1LabelSelector LabelSelector { get; set; }
    public IList<string> MatchLabelKeys { get; set; }
    public int MaxSkew { get; set; }
    public int? MinDomains { get; set; }
    public string NodeAffinityPolicy { get; set; }
    public string NodeTaintsPolicy { get; set; }
    public string TopologyKey { get; set; }
    public string WhenUnsatisfiable { get; set; }
}
