using System.Text.Json.Nodes;
using CniMigration.Components.Sources;
using Pulumi;
using Aws = Pulumi.Aws;
using Eks = Pulumi.Eks;

namespace CniMigration.Components;

internal sealed class EksFoundationArgs : ResourceArgs
{
    public required string ClusterName { get; init; }

    /// <summary>None for the version that EKS gives new clusters.</summary>
    public string? KubernetesVersion { get; init; }

    public required string VpcId { get; init; }

    public required ImmutableArray<string> SubnetIds { get; init; }

    public required bool PrivateNetworking { get; init; }

    /// <summary>The CNI that the cluster begins with.</summary>
    public required SourceCni Source { get; init; }
}

/// <summary>The EKS cluster, with aws-node as EKS installs it, and the role of its nodes.</summary>
internal sealed class EksFoundation : StageComponent
{
    public EksFoundation(string name, EksFoundationArgs args, ComponentResourceOptions? options = null)
        : base("EksFoundation", name, options)
    {
        var role = new Aws.Iam.Role(
            $"{name}-node-role",
            new Aws.Iam.RoleArgs { AssumeRolePolicy = NodeTrust(), Description = "The nodes of both node groups" },
            First(provider: null));
        NodePolicyAttachments =
        [
            .. NodePolicies(args.Source).Select(policy => new Aws.Iam.RolePolicyAttachment(
                $"{name}-{policy.Replace('_', '-')}",
                new Aws.Iam.RolePolicyAttachmentArgs { Role = role.Name, PolicyArn = $"arn:aws:iam::aws:policy/{policy}" },
                Then(provider: null))),
        ];
        Cluster = new Eks.Cluster(
            $"{name}-cluster",
            new Eks.ClusterArgs
            {
                Name = args.ClusterName,
                Version = args.KubernetesVersion is { } version ? (Input<string>)version : null,
                VpcId = args.VpcId,
                SubnetIds = args.SubnetIds,
                NodeAssociatePublicIpAddress = !args.PrivateNetworking,
                AuthenticationMode = Eks.AuthenticationMode.Api,
                CreateOidcProvider = true,
                SkipDefaultNodeGroup = true,

                // An add-on of the source CNI would revert what the migration changes in it.
                UseDefaultVpcCni = true,
            },
            new ComponentResourceOptions { Parent = this });
        NodeRoleArn = role.Arn;
        RegisterOutputs();
    }

    public Eks.Cluster Cluster { get; }

    public ImmutableArray<Aws.Iam.RolePolicyAttachment> NodePolicyAttachments { get; }

    public Output<string> NodeRoleArn { get; }

    private static ImmutableArray<string> NodePolicies(SourceCni source) =>
        ["AmazonEKSWorkerNodePolicy", source.NodePolicy, "AmazonEC2ContainerRegistryReadOnly"];

    private static string NodeTrust() => new JsonObject
    {
        ["Version"] = "2012-10-17",
        ["Statement"] = new JsonArray(new JsonObject
        {
            ["Effect"] = "Allow",
            ["Action"] = "sts:AssumeRole",
            ["Principal"] = new JsonObject { ["Service"] = "ec2.amazonaws.com" },
        }),
    }.ToJsonString();
}
