namespace Pulumi.Eks;

public class ManagedNodeGroup(string name, ManagedNodeGroupArgs args, ComponentResourceOptions? options = null)
    : ComponentResource("eks:index:ManagedNodeGroup", name, args, options, remote: true)
{
    [Output("nodeGroup")] public Output<Aws.Eks.NodeGroup> NodeGroup { get; private set; } = null!;
    [Output("placementGroupName")] public Output<string> PlacementGroupName { get; private set; } = null!;
}

public sealed class ManagedNodeGroupArgs : ResourceArgs
{
    [Input("amiId")] public Input<string>? AmiId { get; set; }
    [Input("amiType")] public Input<string>? AmiType { get; set; }
    [Input("bootstrapExtraArgs")] public string? BootstrapExtraArgs { get; set; }
    [field: Input("bottlerocketSettings")] public InputMap<object> BottlerocketSettings { get => field ??= new(); set; }
    [Input("capacityType")] public Input<string>? CapacityType { get; set; }
    [Input("cluster", required: true)] public InputUnion<Cluster, Inputs.CoreDataArgs> Cluster { get; set; } = null!;
    [Input("clusterName")] public Input<string>? ClusterName { get; set; }
    [Input("diskSize")] public Input<int>? DiskSize { get; set; }
    [Input("enableEfaSupport")] public bool? EnableEfaSupport { get; set; }
    [Input("enableIMDSv2")] public bool? EnableIMDSv2 { get; set; }
    [Input("forceUpdateVersion")] public Input<bool>? ForceUpdateVersion { get; set; }
    [Input("gpu")] public Input<bool>? Gpu { get; set; }
    [Input("ignoreScalingChanges")] public bool? IgnoreScalingChanges { get; set; }
    [field: Input("instanceTypes")] public InputList<string> InstanceTypes { get => field ??= new(); set; }
    [Input("kubeletExtraArgs")] public string? KubeletExtraArgs { get; set; }
    [field: Input("labels")] public InputMap<string> Labels { get => field ??= new(); set; }
    [Input("launchTemplate")] public Input<Aws.Eks.Inputs.NodeGroupLaunchTemplateArgs>? LaunchTemplate { get; set; }
    [Input("nodeGroupName")] public Input<string>? NodeGroupName { get; set; }
    [Input("nodeGroupNamePrefix")] public Input<string>? NodeGroupNamePrefix { get; set; }
    [Input("nodeRole")] public Input<Aws.Iam.Role>? NodeRole { get; set; }
    [Input("nodeRoleArn")] public Input<string>? NodeRoleArn { get; set; }
    [field: Input("nodeadmExtraOptions")] public InputList<Inputs.NodeadmOptionsArgs> NodeadmExtraOptions { get => field ??= new(); set; }
    [Input("operatingSystem")] public Input<OperatingSystem>? OperatingSystem { get; set; }
    [Input("placementGroupAvailabilityZone")] public Input<string>? PlacementGroupAvailabilityZone { get; set; }
    [Input("releaseVersion")] public Input<string>? ReleaseVersion { get; set; }
    [Input("remoteAccess")] public Input<Aws.Eks.Inputs.NodeGroupRemoteAccessArgs>? RemoteAccess { get; set; }
    [Input("scalingConfig")] public Input<Aws.Eks.Inputs.NodeGroupScalingConfigArgs>? ScalingConfig { get; set; }
    [field: Input("subnetIds")] public InputList<string> SubnetIds { get => field ??= new(); set; }
    [field: Input("tags")] public InputMap<string> Tags { get => field ??= new(); set; }
    [field: Input("taints")] public InputList<Aws.Eks.Inputs.NodeGroupTaintArgs> Taints { get => field ??= new(); set; }
    [Input("userData")] public Input<string>? UserData { get; set; }
    [Input("version")] public Input<string>? Version { get; set; }
    public static new ManagedNodeGroupArgs Empty => new();
}
