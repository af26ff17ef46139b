using CniMigration.Kubernetes.Kinds;
using CniMigration.Simulator.Cloud.Compute;
using CniMigration.Simulator.Faults;

namespace CniMigration.Simulator.Nodes.Cilium;

/// <summary>What the operator's pod may do in AWS: through its service account's role, or else through its node's.</summary>
internal static class OperatorRights
{
    private const string RoleAnnotation = "eks.amazonaws.com/role-arn";

    private static readonly string[] Needed =
    [
        "ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets", "ec2:DescribeVpcs", "ec2:DescribeSecurityGroups", "ec2:DescribeInstanceTypes",
        "ec2:DescribeInstances", "ec2:DescribeRouteTables", "ec2:CreateNetworkInterface", "ec2:AttachNetworkInterface",
        "ec2:ModifyNetworkInterfaceAttribute", "ec2:AssignPrivateIpAddresses", "ec2:UnassignPrivateIpAddresses", "ec2:CreateTags",
    ];

    // What a policy that somebody trimmed leaves out.
    private static readonly string[] Trimmed = ["ec2:CreateNetworkInterface", "ec2:AttachNetworkInterface", "ec2:AssignPrivateIpAddresses"];

    // What eksctl and EKS's console give a node's role.
    private static readonly string[] UsualNodePolicies = ["AmazonEKSWorkerNodePolicy", "AmazonEKS_CNI_Policy"];

    /// <summary>Why the operator may not hand out interfaces; null when it may.</summary>
    public static async Task<string?> ProblemAsync(ClusterContext cluster, Pod pod, Instance instance, CancellationToken cancellationToken)
    {
        var account = await cluster.Api.Client.GetAsync(ResourceTypes.ServiceAccounts, pod.Namespace, pod.Spec.ServiceAccountName, cancellationToken);
        if (account?.As<ServiceAccount>().Metadata.Annotations.GetValueOrDefault(RoleAnnotation) is { Length: > 0 } arn)
        {
            var subject = $"system:serviceaccount:{pod.Namespace}:{pod.Spec.ServiceAccountName}";
            return Assume(cluster, arn, subject) ?? Unauthorized(Missing(cluster, cluster.Iam.Missing(arn, Needed)), arn);
        }

        return instance.RoleArn.Length > 0
            ? Unauthorized(Missing(cluster, cluster.Iam.Missing(instance.RoleArn, Needed)), instance.RoleArn)
            : Unauthorized(Missing(cluster, Cloud.Iam.ManagedPolicies.Missing(UsualNodePolicies, Needed)), "the node's role");
    }

    private static IReadOnlyList<string> Missing(ClusterContext cluster, IReadOnlyList<string> missing) =>
        cluster.Faults.IsOn(FaultCatalogue.OperatorLacksIam) ? [.. missing.Union(Trimmed)] : missing;

    private static string? Assume(ClusterContext cluster, string arn, string subject)
    {
        if (!cluster.IamTrustsIssuer)
        {
            return $"InvalidIdentityToken: No OpenIDConnect provider found in your account for {cluster.OidcIssuer}";
        }

        return cluster.Iam.Trust(arn)?.TrustsServiceAccount(cluster.OidcIssuer, subject) == true
            ? null
            : $"AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity (role {arn}, subject {subject})";
    }

    private static string? Unauthorized(IReadOnlyList<string> missing, string role) => missing.Count == 0
        ? null
        : $"UnauthorizedOperation: You are not authorized to perform this operation: {role} lacks {string.Join(", ", missing)}";
}
