using System.Collections.Immutable;

namespace Pulumi.Eks.Outputs;

[OutputType]
public sealed class CoreData
{
    private CoreData()
    {
    }

    public readonly Aws.Provider? AwsProvider;
    public readonly Aws.Eks.Cluster Cluster = null!;
    public readonly Aws.Iam.Role ClusterIamRole = null!;
    public readonly Aws.Ec2.SecurityGroup? ClusterSecurityGroup;
    public readonly Kubernetes.Core.V1.ConfigMap? EksNodeAccess;
    public readonly string Endpoint = null!;
    public readonly ImmutableArray<Aws.Iam.Role> InstanceRoles;
    public readonly object? Kubeconfig;
    public readonly ImmutableDictionary<string, string>? NodeSecurityGroupTags;
    public readonly Aws.Iam.OpenIdConnectProvider? OidcProvider;
    public readonly ImmutableArray<string> PrivateSubnetIds;
    public readonly Kubernetes.Provider Provider = null!;
    public readonly ImmutableArray<string> PublicSubnetIds;
    public readonly ImmutableArray<string> SubnetIds;
    public readonly ImmutableDictionary<string, string>? Tags;
    public readonly VpcCniAddon? VpcCni;
    public readonly string VpcId = null!;
}
