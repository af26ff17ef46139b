namespace Pulumi.Aws.Ec2.Inputs;

public sealed class LaunchTemplateBlockDeviceMappingArgs : ResourceArgs
{
    [Input("deviceName")] public Input<string>? DeviceName { get; set; }
    [Input("ebs")] public Input<LaunchTemplateBlockDeviceMappingEbsArgs>? Ebs { get; set; }
    [Input("noDevice")] public Input<string>? NoDevice { get; set; }
    [Input("virtualName")] public Input<string>? VirtualName { get; set; }
    public static new LaunchTemplateBlockDeviceMappingArgs Empty => new();
}

public sealed class LaunchTemplateBlockDeviceMappingEbsArgs : ResourceArgs
{
    [Input("deleteOnTermination")] public Input<string>? DeleteOnTermination { get; set; }
    [Input("encrypted")] public Input<string>? Encrypted { get; set; }
    [Input("iops")] public Input<int>? Iops { get; set; }
    [Input("kmsKeyId")] public Input<string>? KmsKeyId { get; set; }
    [Input("snapshotId")] public Input<string>? SnapshotId { get; set; }
    [Input("throughput")] public Input<int>? Throughput { get; set; }
    [Input("volumeInitializationRate")] public Input<int>? VolumeInitializationRate { get; set; }
    [Input("volumeSize")] public Input<int>? VolumeSize { get; set; }
    [Input("volumeType")] public Input<string>? VolumeType { get; set; }
    public static new LaunchTemplateBlockDeviceMappingEbsArgs Empty => new();
}

public sealed class LaunchTemplateMetadataOptionsArgs : ResourceArgs
{
    [Input("httpEndpoint")] public Input<string>? HttpEndpoint { get; set; }
    [Input("httpProtocolIpv6")] public Input<string>? HttpProtocolIpv6 { get; set; }
    [Input("httpPutResponseHopLimit")] public Input<int>? HttpPutResponseHopLimit { get; set; }
    [Input("httpTokens")] public Input<string>? HttpTokens { get; set; }
    [Input("instanceMetadataTags")] public Input<string>? InstanceMetadataTags { get; set; }
    public static new LaunchTemplateMetadataOptionsArgs Empty => new();
}

public sealed class LaunchTemplateTagSpecificationArgs : ResourceArgs
{
    [Input("resourceType")] public Input<string>? ResourceType { get; set; }
    [field: Input("tags")] public InputMap<string> Tags { get => field ??= new(); set; }
    public static new LaunchTemplateTagSpecificationArgs Empty => new();
}
