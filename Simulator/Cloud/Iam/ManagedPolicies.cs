namespace CniMigration.Simulator.Cloud.Iam;

/// <summary>AWS's own policies, as far as they matter to nodes and their networks.</summary>
internal static class ManagedPolicies
{
    private const string Prefix = "arn:aws:iam::aws:policy/";

    private static readonly Dictionary<string, string[]> Actions = new(StringComparer.Ordinal)
    {
        ["AmazonEKSClusterPolicy"] = ["eks:*", "ec2:Describe*"],
        ["AmazonEKSVPCResourceController"] = ["ec2:CreateNetworkInterface", "ec2:DescribeNetworkInterfaces"],
        ["AmazonEKSWorkerNodePolicy"] =
        [
            "ec2:DescribeInstances", "ec2:DescribeInstanceTypes", "ec2:DescribeRouteTables", "ec2:DescribeSecurityGroups", "ec2:DescribeSubnets",
            "ec2:DescribeVolumes", "ec2:DescribeVpcs", "eks:DescribeCluster",
        ],
        ["AmazonEKS_CNI_Policy"] =
        [
            "ec2:AssignPrivateIpAddresses", "ec2:AttachNetworkInterface", "ec2:CreateNetworkInterface", "ec2:DeleteNetworkInterface",
            "ec2:DescribeInstances", "ec2:DescribeTags", "ec2:DescribeNetworkInterfaces", "ec2:DescribeInstanceTypes", "ec2:DescribeSubnets",
            "ec2:DetachNetworkInterface", "ec2:ModifyNetworkInterfaceAttribute", "ec2:UnassignPrivateIpAddresses", "ec2:CreateTags",
        ],
        ["AmazonEC2ContainerRegistryReadOnly"] = ["ecr:*"],
        ["AmazonEC2ContainerRegistryPullOnly"] = ["ecr:*"],
        ["AmazonSSMManagedInstanceCore"] = ["ssm:*"],
        ["service-role/AmazonEBSCSIDriverPolicy"] = ["ec2:AttachVolume", "ec2:CreateVolume", "ec2:DetachVolume"],
    };

    public static PolicyDocument? Find(string arn) =>
        arn.StartsWith(Prefix, StringComparison.Ordinal) && Actions.TryGetValue(arn[Prefix.Length..], out var actions)
            ? PolicyDocument.Parse($$"""{"Statement":[{"Effect":"Allow","Action":["{{string.Join("\",\"", actions)}}"],"Resource":"*"}]}""")
            : null;

    /// <summary>Those of the actions that none of the named policies allows.</summary>
    public static IReadOnlyList<string> Missing(IEnumerable<string> names, IEnumerable<string> actions)
    {
        var documents = names.Select(name => Find(Prefix + name)!).ToList();
        return [.. actions.Where(action => !documents.Any(document => document.Allows(action)))];
    }
}
