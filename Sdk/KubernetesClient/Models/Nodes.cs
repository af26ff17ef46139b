namespace k8s.Models;

[KubernetesEntity(Kind = "Node", Group = "", ApiVersion = "v1", PluralName = "nodes")]
public record V1Node : IKubernetesObject<V1ObjectMeta>, ISpec<V1NodeSpec>
{
    public string ApiVersion { get; set; }
    public string Kind { get; set; }
    public V1ObjectMeta Metadata { get; set; }
    public V1NodeSpec Spec { get; set; }
    public V1NodeStatus Status { get; set; }
}

[KubernetesEntity(Kind = "NodeList", Group = "", ApiVersion = "v1", PluralName = "nodes")]
public record V1NodeList : IKubernetesObject<V1ListMeta>, IItems<V1Node>
{
    public string ApiVersion { get; set; }
    public string Kind { get; set; }
    public V1ListMeta Metadata { get; set; }
    public IList<V1Node> Items { get; set; }
}

public record V1NodeSpec
{
    public string PodCIDR { get; set; }
    public string ProviderID { get; set; }
    public IList<V1Taint> Taints { get; set; }
    public bool? Unschedulable { get; set; }
}

public record V1NodeStatus
{
    public IList<V1NodeAddress> Addresses { get; set; }
    public IDictionary<string, ResourceQuantity> Allocatable { get; set; }
    public IDictionary<string, ResourceQuantity> Capacity { get; set; }
    public IList<V1NodeCondition> Conditions { get; set; }
    public V1NodeSystemInfo NodeInfo { get; set; }
}

public record V1NodeAddress
{
    public string Address { get; set; }
    public string Type { get; set; }
}

public record V1NodeCondition
{
    public DateTime? LastHeartbeatTime { get; set; }
    public DateTime? LastTransitionTime { get; set; }
    public string Message { get; set; }
    public string Reason { get; set; }
    public string Status { get; set; }
    public string Type { get; set; }
}

public record V1NodeSystemInfo
{
    public string Architecture { get; set; }
    public string ContainerRuntimeVersion { get; set; }
    public string KernelVersion { get; set; }
    public string KubeletVersion { get; set; }
    public string OperatingSystem { get; set; }
    public string OsImage { get; set; }
}

public record V1Taint
{
    public string Effect { get; set; }
    public string Key { get; set; }
    public DateTime? TimeAdded { get; set; }
    public string Value { get; set; }
}
