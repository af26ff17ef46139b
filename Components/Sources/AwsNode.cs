namespace CniMigration.Components.Sources;

/// <summary>The AWS VPC CNI, which EKS installs in every new cluster.</summary>
internal static class AwsNode
{
    private const string Name = "aws-node";

    public static readonly SourceCni Cni = new()
    {
        Name = Name,
        Namespace = "kube-system",
        DaemonSet = Name,
        Side = "aws-cni",
        NodeLabel = "cni",
        AddOn = "vpc-cni",
        NodePolicy = "AmazonEKS_CNI_Policy",
    };
}
