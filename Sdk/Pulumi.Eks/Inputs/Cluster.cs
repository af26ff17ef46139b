namespace Pulumi.Eks.Inputs;

public sealed class CoreDataArgs : ResourceArgs
{
    [field: Input("accessEntries")] public InputList<AccessEntryArgs> AccessEntries { get => field ??= new(); set; }
    [Input("awsProvider")] public Input<Aws.Provider>? AwsProvider { get; set; }
    [Input("cluster", required: true)] public Input<Aws.Eks.Cluster> Cluster { get; set; } = null!;
    [Input("clusterIamRole", required: true)] public Input<Aws.Iam.Role> ClusterIamRole { get; set; } = null!;
    [Input("clusterSecurityGroup")] public Input<Aws.Ec2.SecurityGroup>? ClusterSecurityGroup { get; set; }
    [Input("eksNodeAccess")] public Input<Kubernetes.Core.V1.ConfigMap>? EksNodeAccess { get; set; }
    [Input("endpoint", required: true)] public Input<string> Endpoint { get; set; } = null!;
    [field: Input("instanceRoles", required: true)] public InputList<Aws.Iam.Role> InstanceRoles { get => field ??= new(); set; }
    [Input("kubeconfig")] public Input<object>? Kubeconfig { get; set; }
    [field: Input("nodeSecurityGroupTags")] public InputMap<string> NodeSecurityGroupTags { get => field ??= new(); set; }
    [Input("oidcProvider")] public Input<Aws.Iam.OpenIdConnectProvider>? OidcProvider { get; set; }
    [field: Input("privateSubnetIds")] public InputList<string> PrivateSubnetIds { get => field ??= new(); set; }
    [Input("provider", required: true)] public Input<Kubernetes.Provider> Provider { get; set; } = null!;
    [field: Input("publicSubnetIds")] public InputList<string> PublicSubnetIds { get => field ??= new(); set; }
    [field: Input("subnetIds", required: true)] public InputList<string> SubnetIds { get => field ??= new(); set; }
    [field: Input("tags")] public InputMap<string> Tags { get => field ??= new(); set; }
    [Input("vpcCni")] public Input<VpcCniAddon>? VpcCni { get; set; }
    [Input("vpcId", required: true)] public Input<string> VpcId { get; set; } = null!;
    public static new CoreDataArgs Empty => new();
}

public sealed class AccessEntryArgs : ResourceArgs
{
    [field: Input("accessPolicies")] public Dictionary<string, Input<AccessPolicyAssociationArgs>> AccessPolicies { get => field ??= []; set; }
    [field: Input("kubernetesGroups")] public InputList<string> KubernetesGroups { get => field ??= new(); set; }
    [Input("principalArn", required: true)] public Input<string> PrincipalArn { get; set; } = null!;
    [field: Input("tags")] public InputMap<string> Tags { get => field ??= new(); set; }
    [Input("username")] public Input<string>? Username { get; set; }
    public static new AccessEntryArgs Empty => new();
}

public sealed class AccessPolicyAssociationArgs : ResourceArgs
{
    [Input("policyArn", required: true)] public Input<string> PolicyArn { get; set; } = null!;
    public static new AccessPolicyAssociationArgs Empty => new();
}

public sealed class RoleMappingArgs : ResourceArgs
{
    [field: Input("groups", required: true)] public InputList<string> Groups { get => field ??= new(); set; }
    [Input("roleArn", required: true)] public Input<string> RoleArn { get; set; } = null!;
    [Input("username", required: true)] public Input<string> Username { get; set; } = null!;
    public static new RoleMappingArgs Empty => new();
}

public sealed class UserMappingArgs : ResourceArgs
{
    [field: Input("groups", required: true)] public InputList<string> Groups { get => field ??= new(); set; }
    [Input("userArn", required: true)] public Input<string> UserArn { get; set; } = null!;
    [Input("username", required: true)] public Input<string> Username { get; set; } = null!;
    public static new UserMappingArgs Empty => new();
}

public sealed class CreationRoleProviderArgs : ResourceArgs
{
    [Input("provider", required: true)] public Aws.Provider Provider { get; set; } = null!;
    [Input("role", required: true)] public Aws.Iam.Role Role { get; set; } = null!;
    public static new CreationRoleProviderArgs Empty => new();
}

public sealed class KubeconfigOptionsArgs : ResourceArgs
{
    [Input("profileName")] public Input<string>? ProfileName { get; set; }
    [Input("roleArn")] public Input<string>? RoleArn { get; set; }
    public static new KubeconfigOptionsArgs Empty => new();
}

public sealed class NodeadmOptionsArgs : ResourceArgs
{
    [Input("content", required: true)] public Input<string> Content { get; set; } = null!;
    [Input("contentType", required: true)] public Input<string> ContentType { get; set; } = null!;
    public static new NodeadmOptionsArgs Empty => new();
}
