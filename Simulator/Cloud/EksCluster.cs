using System.Text;
using CniMigration.Kubernetes.Api.Http;

namespace CniMigration.Simulator.Cloud;

/// <summary>A cluster, as DescribeCluster shows it, and the way into it.</summary>
public sealed record EksCluster
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its ARN.</summary>
    public required string Arn { get; init; }

    /// <summary>Its Kubernetes version.</summary>
    public required string Version { get; init; }

    /// <summary>CREATING, ACTIVE or DELETING.</summary>
    public required string Status { get; init; }

    /// <summary>The address of its API server, on the loopback address.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The certificate authority of its API server: PEM in base64, as EKS gives it.</summary>
    public required string CertificateAuthority { get; init; }

    /// <summary>The network that it lives in.</summary>
    public required string VpcId { get; init; }

    /// <summary>The subnets that it was created with.</summary>
    public required IReadOnlyList<string> SubnetIds { get; init; }

    /// <summary>The security group that EKS made for it.</summary>
    public required string SecurityGroupId { get; init; }

    /// <summary>The issuer of its service accounts' tokens.</summary>
    public required string OidcIssuer { get; init; }

    /// <summary>Whether IAM has an identity provider for that issuer.</summary>
    public bool IssuerIsTrusted { get; init; } = true;

    /// <summary>The ARN of the identity provider that IAM knows that issuer by.</summary>
    public string OidcProviderArn => $"arn:aws:iam::{Arn.Split(':')[4]}:oidc-provider/{OidcIssuer.Replace("https://", "", StringComparison.Ordinal)}";

    /// <summary>The role of its control plane.</summary>
    public required string RoleArn { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>A bearer token of whoever migrates; what <c>aws eks get-token</c> would print. It may do everything where no rights were named.</summary>
    public required string Token { get; init; }

    /// <summary>A bearer token that may do everything.</summary>
    public required string AdministratorToken { get; init; }

    /// <summary>A kubeconfig, in YAML.</summary>
    /// <param name="token">Another token than the cluster's own, to see what happens.</param>
    public string Kubeconfig(string? token = null) => KubeconfigText.Of(
        new Uri(Endpoint), Encoding.ASCII.GetString(Convert.FromBase64String(CertificateAuthority)), token ?? Token, Name);
}
