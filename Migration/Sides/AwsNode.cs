namespace CniMigration.Migration.Sides;

/// <summary>The AWS VPC CNI.</summary>
internal static class AwsNode
{
    public const string Name = "aws-node";
    public const string Side = "aws-cni";

    public static SourceCni Cni { get; } = new()
    {
        Name = Name,
        Namespace = "kube-system",
        Side = Side,
        AddOnManager = "eks",

        // Of the container aws-eks-nodeagent (amazon-vpc-cni-k8s, config/master/aws-k8s-cni.yaml; aws-network-policy-agent, README).
        PolicyAgentArgument = "--enable-network-policy=true",
        AddOnRemedy =
            "That is EKS, which manages it as the add-on vpc-cni: delete the add-on but keep its objects (aws eks delete-addon --addon-name vpc-cni "
                + "--preserve), "
            + "or pass the affinity through the add-on's configuration values.",
    };
}
