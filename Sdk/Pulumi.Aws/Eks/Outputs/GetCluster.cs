using System.Collections.Immutable;

namespace Pulumi.Aws.Eks.Outputs;

[OutputType]
public sealed class GetClusterCertificateAuthorityResult
{
    private GetClusterCertificateAuthorityResult()
    {
    }

    public readonly string Data = null!;
}

[OutputType]
public sealed class GetClusterVpcConfigResult
{
    private GetClusterVpcConfigResult()
    {
    }

    public readonly string ClusterSecurityGroupId = null!;
    public readonly string ControlPlaneEgressMode = null!;
    public readonly bool EndpointPrivateAccess;
    public readonly bool EndpointPublicAccess;
    public readonly ImmutableArray<string> PublicAccessCidrs;
    public readonly ImmutableArray<string> SecurityGroupIds;
    public readonly ImmutableArray<string> SubnetIds;
    public readonly string VpcId = null!;
}

[OutputType]
public sealed class GetClusterIdentityResult
{
    private GetClusterIdentityResult()
    {
    }

    public readonly ImmutableArray<GetClusterIdentityOidcResult> Oidcs;
}

[OutputType]
public sealed class GetClusterIdentityOidcResult
{
    private GetClusterIdentityOidcResult()
    {
    }

    public readonly string Issuer = null!;
}

[OutputType]
public sealed class GetClusterAccessConfigResult
{
    private GetClusterAccessConfigResult()
    {
    }

    public readonly string AuthenticationMode = null!;
    public readonly bool BootstrapClusterCreatorAdminPermissions;
}

[OutputType]
public sealed class GetClusterKubernetesNetworkConfigResult
{
    private GetClusterKubernetesNetworkConfigResult()
    {
    }

    public readonly string IpFamily = null!;
    public readonly string ServiceIpv4Cidr = null!;
    public readonly string ServiceIpv6Cidr = null!;
}
