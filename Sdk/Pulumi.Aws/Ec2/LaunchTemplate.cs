using System.Collections.Immutable;

namespace Pulumi.Aws.Ec2;

public class LaunchTemplate(string name, LaunchTemplateArgs? args = null, CustomResourceOptions? options = null)
    : CustomResource("aws:ec2/launchTemplate:LaunchTemplate", name, args ?? new(), options)
{
    [Output("arn")] public Output<string> Arn { get; private set; } = null!;
    [Output("defaultVersion")] public Output<int> DefaultVersion { get; private set; } = null!;
    [Output("description")] public Output<string?> Description { get; private set; } = null!;
    [Output("disableApiStop")] public Output<bool?> DisableApiStop { get; private set; } = null!;
    [Output("disableApiTermination")] public Output<bool?> DisableApiTermination { get; private set; } = null!;
    [Output("ebsOptimized")] public Output<string?> EbsOptimized { get; private set; } = null!;
    [Output("imageId")] public Output<string?> ImageId { get; private set; } = null!;
    [Output("instanceInitiatedShutdownBehavior")] public Output<string?> InstanceInitiatedShutdownBehavior { get; private set; } = null!;
    [Output("instanceType")] public Output<string?> InstanceType { get; private set; } = null!;
    [Output("kernelId")] public Output<string?> KernelId { get; private set; } = null!;
    [Output("keyName")] public Output<string?> KeyName { get; private set; } = null!;
    [Output("latestVersion")] public Output<int> LatestVersion { get; private set; } = null!;
    [Output("name")] public Output<string> Name { get; private set; } = null!;
    [Output("namePrefix")] public Output<string> NamePrefix { get; private set; } = null!;
    [Output("ramDiskId")] public Output<string?> RamDiskId { get; private set; } = null!;
    [Output("region")] public Output<string> Region { get; private set; } = null!;
    [Output("securityGroupNames")] public Output<ImmutableArray<string>> SecurityGroupNames { get; private set; } = null!;
    [Output("tags")] public Output<ImmutableDictionary<string, string>?> Tags { get; private set; } = null!;
    [Output("tagsAll")] public Output<ImmutableDictionary<string, string>> TagsAll { get; private set; } = null!;
    [Output("updateDefaultVersion")] public Output<bool?> UpdateDefaultVersion { get; private set; } = null!;
    [Output("userData")] public Output<string?> UserData { get; private set; } = null!;
    [Output("vpcSecurityGroupIds")] public Output<ImmutableArray<string>> VpcSecurityGroupIds { get; private set; } = null!;
}

public sealed class LaunchTemplateArgs : ResourceArgs
{
    [field: Input("blockDeviceMappings")]
    public InputList<Inputs.LaunchTemplateBlockDeviceMappingArgs> BlockDeviceMappings { get => field ??= new(); set; }
    [Input("defaultVersion")] public Input<int>? DefaultVersion { get; set; }
    [Input("description")] public Input<string>? Description { get; set; }
    [Input("disableApiStop")] public Input<bool>? DisableApiStop { get; set; }
    [Input("disableApiTermination")] public Input<bool>? DisableApiTermination { get; set; }
    [Input("ebsOptimized")] public Input<string>? EbsOptimized { get; set; }
    [Input("imageId")] public Input<string>? ImageId { get; set; }
    [Input("instanceInitiatedShutdownBehavior")] public Input<string>? InstanceInitiatedShutdownBehavior { get; set; }
    [Input("instanceType")] public Input<string>? InstanceType { get; set; }
    [Input("kernelId")] public Input<string>? KernelId { get; set; }
    [Input("keyName")] public Input<string>? KeyName { get; set; }
    [Input("metadataOptions")] public Input<Inputs.LaunchTemplateMetadataOptionsArgs>? MetadataOptions { get; set; }
    [Input("name")] public Input<string>? Name { get; set; }
    [Input("namePrefix")] public Input<string>? NamePrefix { get; set; }
    [Input("ramDiskId")] public Input<string>? RamDiskId { get; set; }
    [Input("region")] public Input<string>? Region { get; set; }
    [field: Input("securityGroupNames")] public InputList<string> SecurityGroupNames { get => field ??= new(); set; }
    [field: Input("tagSpecifications")] public InputList<Inputs.LaunchTemplateTagSpecificationArgs> TagSpecifications { get => field ??= new(); set; }
    [field: Input("tags")] public InputMap<string> Tags { get => field ??= new(); set; }
    [Input("updateDefaultVersion")] public Input<bool>? UpdateDefaultVersion { get; set; }
    [Input("userData")] public Input<string>? UserData { get; set; }
    [field: Input("vpcSecurityGroupIds")] public InputList<string> VpcSecurityGroupIds { get => field ??= new(); set; }
    public static new LaunchTemplateArgs Empty => new();
}
