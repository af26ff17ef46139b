using System.Collections.Immutable;

namespace Pulumi.Aws.Eks;

public class Cluster(string name, ClusterArgs args, CustomResourceOptions? options = null)
    : CustomResource("aws:eks/cluster:Cluster", name, args, options)
{
    [Output("accessConfig")] public Output<Outputs.ClusterAccessConfig> AccessConfig { get; private set; } = null!;
    [Output("arn")] public Output<string> Arn { get; private set; } = null!;
    [Output("bootstrapSelfManagedAddons")] public Output<bool?> BootstrapSelfManagedAddons { get; private set; } = null!;
    [Output("certificateAuthority")] public Output<Outputs.ClusterCertificateAuthority> CertificateAuthority { get; private set; } = null!;
    [Output("clusterId")] public Output<string> ClusterId { get; private set; } = null!;
    [Output("createdAt")] public Output<string> CreatedAt { get; private set; } = null!;
    [Output("defaultAddonsToRemoves")] public Output<ImmutableArray<string>> DefaultAddonsToRemoves { get; private set; } = null!;
    [Output("deletionProtection")] public Output<bool> DeletionProtection { get; private set; } = null!;
    [Output("enabledClusterLogTypes")] public Output<ImmutableArray<string>> EnabledClusterLogTypes { get; private set; } = null!;
    [Output("endpoint")] public Output<string> Endpoint { get; private set; } = null!;
    [Output("forceUpdateVersion")] public Output<bool?> ForceUpdateVersion { get; private set; } = null!;
    [Output("identities")] public Output<ImmutableArray<Outputs.ClusterIdentity>> Identities { get; private set; } = null!;
    [Output("name")] public Output<string> Name { get; private set; } = null!;
    [Output("platformVersion")] public Output<string> PlatformVersion { get; private set; } = null!;
    [Output("region")] public Output<string> Region { get; private set; } = null!;
    [Output("roleArn")] public Output<string> RoleArn { get; private set; } = null!;
    [Output("status")] public Output<string> Status { get; private set; } = null!;
    [Output("tags")] public Output<ImmutableDictionary<string, string>?> Tags { get; private set; } = null!;
    [Output("tagsAll")] public Output<ImmutableDictionary<string, string>> TagsAll { get; private set; } = null!;
    [Output("version")] public Output<string> Version { get; private set; } = null!;
    [Output("vpcConfig")] public Output<Outputs.ClusterVpcConfig> VpcConfig { get; private set; } = null!;
}

public sealed class ClusterArgs : ResourceArgs
{
    [Input("accessConfig")] public Input<Inputs.ClusterAccessConfigArgs>? AccessConfig { get; set; }
    [Input("bootstrapSelfManagedAddons")] public Input<bool>? BootstrapSelfManagedAddons { get; set; }
    [field: Input("defaultAddonsToRemoves")] public InputList<string> DefaultAddonsToRemoves { get => field ??= new(); set; }
    [Input("deletionProtection")] public Input<bool>? DeletionProtection { get; set; }
    [field: Input("enabledClusterLogTypes")] public InputList<string> EnabledClusterLogTypes { get => field ??= new(); set; }
    [Input("forceUpdateVersion")] public Input<bool>? ForceUpdateVersion { get; set; }
    [Input("name")] public Input<string>? Name { get; set; }
    [Input("region")] public Input<string>? Region { get; set; }
    [Input("roleArn", required: true)] public Input<string> RoleArn { get; set; } = null!;
    [field: Input("tags")] public InputMap<string> Tags { get => field ??= new(); set; }
    [Input("version")] public Input<string>? Version { get; set; }
    [Input("vpcConfig", required: true)] public Input<Inputs.ClusterVpcConfigArgs> VpcConfig { get; set; } = null!;
    public static new ClusterArgs Empty => new();
}
