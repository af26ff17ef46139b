namespace Pulumi.Kubernetes.Types.Inputs.Core.V1;

public class ServiceArgs : ResourceArgs, IObjectArgs
{
    [Input("apiVersion")] public Input<string>? ApiVersion { get; set; }
    [Input("kind")] public Input<string>? Kind { get; set; }
    [Input("metadata")] public Input<Meta.V1.ObjectMetaArgs>? Metadata { get; set; }
    [Input("spec")] public Input<ServiceSpecArgs>? Spec { get; set; }
    public static new ServiceArgs Empty => new();
}

public class ServiceSpecArgs : ResourceArgs
{
    [Input("allocateLoadBalancerNodePorts")] public Input<bool>? AllocateLoadBalancerNodePorts { get; set; }
    [Input("clusterIP")] public Input<string>? ClusterIP { get; set; }
    [field: Input("clusterIPs")] public InputList<string> ClusterIPs { get => field ??= new(); set; }
    [field: Input("externalIPs")] public InputList<string> ExternalIPs { get => field ??= new(); set; }
    [Input("externalName")] public Input<string>? ExternalName { get; set; }
    [Input("externalTrafficPolicy")] public Input<string>? ExternalTrafficPolicy { get; set; }
    [Input("healthCheckNodePort")] public Input<int>? HealthCheckNodePort { get; set; }
    [Input("internalTrafficPolicy")] public Input<string>? InternalTrafficPolicy { get; set; }
    [field: Input("ipFamilies")] public InputList<string> IpFamilies { get => field ??= new(); set; }
    [Input("ipFamily")] public Input<string>? IpFamily { get; set; }
    [Input("ipFamilyPolicy")] public Input<string>? IpFamilyPolicy { get; set; }
    [Input("loadBalancerClass")] public Input<string>? LoadBalancerClass { get; set; }
    [Input("loadBalancerIP")] public Input<string>? LoadBalancerIP { get; set; }
    [field: Input("loadBalancerSourceRanges")] public InputList<string> LoadBalancerSourceRanges { get => field ??= new(); set; }
    [field: Input("ports")] public InputList<ServicePortArgs> Ports { get => field ??= new(); set; }
    [Input("publishNotReadyAddresses")] public Input<bool>? PublishNotReadyAddresses { get; set; }
    [field: Input("selector")] public InputMap<string> Selector { get => field ??= new(); set; }
    [Input("sessionAffinity")] public Input<string>? SessionAffinity { get; set; }
    [field: Input("topologyKeys")] public InputList<string> TopologyKeys { get => field ??= new(); set; }
    [Input("trafficDistribution")] public Input<string>? TrafficDistribution { get; set; }
    [Input("type")] public InputUnion<string, Kubernetes.Core.V1.ServiceSpecType>? Type { get; set; }
    public static new ServiceSpecArgs Empty => new();
}

public class ServicePortArgs : ResourceArgs
{
    [Input("appProtocol")] public Input<string>? AppProtocol { get; set; }
    [Input("name")] public Input<string>? Name { get; set; }
    [Input("nodePort")] public Input<int>? NodePort { get; set; }
    [Input("port", required: true)] public Input<int> Port { get; set; } = null!;
    [Input("protocol")] public Input<string>? Protocol { get; set; }
    [Input("targetPort")] public InputUnion<int, string>? TargetPort { get; set; }
    public static new ServicePortArgs Empty => new();
}
