namespace Pulumi.Aws.Eks.Inputs;

public sealed class ClusterVpcConfigArgs : ResourceArgs
{
    [Input("clusterSecurityGroupId")] public Input<string>? ClusterSecurityGroupId { get; set; }
    [Input("controlPlaneEgressMode")] public Input<string>? ControlPlaneEgressMode { get; set; }
    [Input("endpointPrivateAccess")] public Input<bool>? EndpointPrivateAccess { get; set; }
    [Input("endpointPublicAccess")] public Input<bool>? EndpointPublicAccess { get; set; }
    [field: Input("publicAccessCidrs")] public InputList<string> PublicAccessCidrs { get => field ??= new(); set; }
    [field: Input("securityGroupIds")] public InputList<string> SecurityGroupIds { get => field ??= new(); set; }
    [field: Input("subnetIds", required: true)] public InputList<string> SubnetIds { get => field ??= new(); set; }
    [Input("vpcId")] public Input<string>? VpcId { get; set; }
    public static new ClusterVpcConfigArgs Empty => new();
}

public sealed class ClusterAccessConfigArgs : ResourceArgs
{
    [Input("authenticationMode")] public Input<string>? AuthenticationMode { get; set; }
    [Input("bootstrapClusterCreatorAdminPermissions")] public Input<bool>? BootstrapClusterCreatorAdminPermissions { get; set; }
    public static new ClusterAccessConfigArgs Empty => new();
}
