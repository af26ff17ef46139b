using CniMigration.Simulator.AddOns;
using CniMigration.Simulator.Nodes.Programs;

namespace CniMigration.Simulator.Nodes.AwsNode;

/// <summary>
/// aws-node, the DaemonSet of the VPC CNI, as the CNI that a cluster comes with: EKS deploys it, and manages it as the add-on vpc-cni where asked to.
/// </summary>
internal static class AwsNodeSource
{
    public static SourceCni Cni { get; } = new()
    {
        AddOn = new AddOnManifest("vpc-cni", "Nodes/AwsNode/aws-node.yaml", "v1.20.4-eksbuild.1"),
        OnNode = node => new VpcCni(node),
        AgentImage = "amazon-k8s-cni",
        EnforcingPolicies = AwsNodeProgram.EnforcingPolicies,
        Agent = new AwsNodeProgram(),
    };
}
