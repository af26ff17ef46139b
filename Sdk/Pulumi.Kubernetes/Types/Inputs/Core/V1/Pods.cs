namespace Pulumi.Kubernetes.Types.Inputs.Core.V1;

public class PodTemplateSpecArgs : ResourceArgs
{
    [Input("metadata")] public Input<Meta.V1.ObjectMetaArgs>? Metadata { get; set; }
    [Input("spec")] public Input<PodSpecArgs>? Spec { get; set; }
    public static new PodTemplateSpecArgs Empty => new();
}

public class PodSpecArgs : ResourceArgs
{
    [Input("activeDeadlineSeconds")] public Input<int>? ActiveDeadlineSeconds { get; set; }
    [Input("affinity")] public Input<AffinityArgs>? Affinity { get; set; }
    [Input("automountServiceAccountToken")] public Input<bool>? AutomountServiceAccountToken { get; set; }
    [field: Input("containers", required: true)] public InputList<ContainerArgs> Containers { get => field ??= new(); set; }
    [Input("dnsConfig")] public Input<PodDNSConfigArgs>? DnsConfig { get; set; }
    [Input("dnsPolicy")] public Input<string>? DnsPolicy { get; set; }
    [Input("enableServiceLinks")] public Input<bool>? EnableServiceLinks { get; set; }
    [field: Input("hostAliases")] public InputList<HostAliasArgs> HostAliases { get => field ??= new(); set; }
    [Input("hostIPC")] public Input<bool>? HostIPC { get; set; }
    [Input("hostNetwork")] public Input<bool>? HostNetwork { get; set; }
    [Input("hostPID")] public Input<bool>? HostPID { get; set; }
    [Input("hostUsers")] public Input<bool>? HostUsers { get; set; }
    [Input("hostname")] public Input<string>? Hostname { get; set; }
    [Input("hostnameOverride")] public Input<string>? HostnameOverride { get; set; }
    [field: Input("imagePullSecrets")] public InputList<LocalObjectReferenceArgs> ImagePullSecrets { get => field ??= new(); set; }
    [field: Input("initContainers")] public InputList<ContainerArgs> InitContainers { get => field ??= new(); set; }
    [Input("nodeName")] public Input<string>? NodeName { get; set; }
    [field: Input("nodeSelector")] public InputMap<string> NodeSelector { get => field ??= new(); set; }
    [Input("os")] public Input<PodOSArgs>? Os { get; set; }
    [field: Input("overhead")] public InputMap<string> Overhead { get => field ??= new(); set; }
    [Input("preemptionPolicy")] public Input<string>? PreemptionPolicy { get; set; }
    [Input("priority")] public Input<int>? Priority { get; set; }
    [Input("priorityClassName")] public Input<string>? PriorityClassName { get; set; }
    [field: Input("readinessGates")] public InputList<PodReadinessGateArgs> ReadinessGates { get => field ??= new(); set; }
    [Input("resources")] public Input<ResourceRequirementsArgs>? Resources { get; set; }
    [Input("restartPolicy")] public Input<string>? RestartPolicy { get; set; }
    [Input("runtimeClassName")] public Input<string>? RuntimeClassName { get; set; }
    [Input("schedulerName")] public Input<string>? SchedulerName { get; set; }
    [field: Input("schedulingGates")] public InputList<PodSchedulingGateArgs> SchedulingGates { get => field ??= new(); set; }
    [Input("securityContext")] public Input<PodSecurityContextArgs>? SecurityContext { get; set; }
    [Input("serviceAccount")] public Input<string>? ServiceAccount { get; set; }
    [Input("serviceAccountName")] public Input<string>? ServiceAccountName { get; set; }
    [Input("setHostnameAsFQDN")] public Input<bool>? SetHostnameAsFQDN { get; set; }
    [Input("shareProcessNamespace")] public Input<bool>? ShareProcessNamespace { get; set; }
    [Input("subdomain")] public Input<string>? Subdomain { get; set; }
    [Input("terminationGracePeriodSeconds")] public Input<int>? TerminationGracePeriodSeconds { get; set; }
    [field: Input("tolerations")] public InputList<TolerationArgs> Tolerations { get => field ??= new(); set; }
    [field: Input("topologySpreadConstraints")]
    public InputList<TopologySpreadConstraintArgs> TopologySpreadConstraints { get => field ??= new(); set; }
    [field: Input("volumes")] public InputList<VolumeArgs> Volumes { get => field ??= new(); set; }
    public static new PodSpecArgs Empty => new();
}

public class PodDNSConfigArgs : ResourceArgs
{
    [field: Input("nameservers")] public InputList<string> Nameservers { get => field ??= new(); set; }
    [field: Input("options")] public InputList<PodDNSConfigOptionArgs> Options { get => field ??= new(); set; }
    [field: Input("searches")] public InputList<string> Searches { get => field ??= new(); set; }
    public static new PodDNSConfigArgs Empty => new();
}

public class PodDNSConfigOptionArgs : ResourceArgs
{
    [Input("name")] public Input<string>? Name { get; set; }
    [Input("value")] public Input<string>? Value { get; set; }
    public static new PodDNSConfigOptionArgs Empty => new();
}

public class HostAliasArgs : ResourceArgs
{
    [field: Input("hostnames")] public InputList<string> Hostnames { get => field ??= new(); set; }
    [Input("ip", required: true)] public Input<string> Ip { get; set; } = null!;
    public static new HostAliasArgs Empty => new();
}

public class LocalObjectReferenceArgs : ResourceArgs
{
    [Input("name")] public Input<string>? Name { get; set; }
    public static new LocalObjectReferenceArgs Empty => new();
}

public class PodReadinessGateArgs : ResourceArgs
{
    [Input("conditionType", required: true)] public Input<string> ConditionType { get; set; } = null!;
    public static new PodReadinessGateArgs Empty => new();
}

public class PodSchedulingGateArgs : ResourceArgs
{
    [Input("name", required: true)] public Input<string> Name { get; set; } = null!;
    public static new PodSchedulingGateArgs Empty => new();
}

public class PodOSArgs : ResourceArgs
{
    [Input("name", required: true)] public Input<string> Name { get; set; } = null!;
    public static new PodOSArgs Empty => new();
}
