using System.Collections.Immutable;

namespace Pulumi.Aws.Eks.Outputs;

[OutputType]
public sealed class ClusterCertificateAuthority
{
    private ClusterCertificateAuthority()
    {
    }

    public readonly string Data = null!;
}

[OutputType]
public sealed class ClusterVpcConfig
{
    private ClusterVpcConfig()
    {
    }

    public readonly string ClusterSecurityGroupId = null!;
    public readonly string ControlPlaneEgressMode = null!;
    public readonly bool? EndpointPrivateAccess;
    public readonly bool? EndpointPublicAccess;
    public readonly ImmutableArray<string> PublicAccessCidrs;
    public readonly ImmutableArray<string> SecurityGroupIds;
    public readonly ImmutableArray<string> SubnetIds;
    public readonly string VpcId = null!;
}

[OutputType]
public sealed class ClusterIdentity
{
    private ClusterIdentity()
    {
    }

    public readonly ImmutableArray<ClusterIdentityOidc> Oidcs;
}

[OutputType]
public sealed class ClusterIdentityOidc
{
    private ClusterIdentityOidc()
    {
    }

    public readonly string Issuer = null!;
}

[OutputType]
public sealed class ClusterAccessConfig
{
    private ClusterAccessConfig()
    {
    }

    public readonly string AuthenticationMode = null!;
    public readonly bool? BootstrapClusterCreatorAdminPermissions;
}
