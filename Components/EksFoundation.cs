using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Pulumi;
using Aws = Pulumi.Aws;
using Eks = Pulumi.Eks;

namespace CniMigration.Components;

internal sealed class EksFoundationArgs : ResourceArgs
{
    [Input("clusterName", required: true)]
    public Input<string> ClusterName { get; set; } = null!;

    /// <summary>None for the version that EKS gives new clusters.</summary>
    [Input("kubernetesVersion")]
    public Input<string>? KubernetesVersion { get; set; }

    [Input("vpcId", required: true)]
    public Input<string> VpcId { get; set; } = null!;

    [Input("subnetIds", required: true)]
    public InputList<string> SubnetIds { get; set; } = null!;

    [Input("privateNetworking", required: true)]
    public bool PrivateNetworking { get; set; }
}

/// <summary>The EKS cluster, with aws-node as EKS installs it, and the role of its nodes.</summary>
internal sealed class EksFoundation : StageComponent
{
    private static readonly ImmutableArray<string> NodePolicies =
        ["AmazonEKSWorkerNodePolicy", "AmazonEKS_CNI_Policy", "AmazonEC2ContainerRegistryReadOnly"];

    public EksFoundation(string name, EksFoundationArgs args, ComponentResourceOptions? options = null)
        : base("EksFoundation", name, options)
    {
        var role = new Aws.Iam.Role(
            $"{name}-node-role",
            new Aws.Iam.RoleArgs { AssumeRolePolicy = NodeTrust(), Description = "The nodes of both node groups" },
            Child(provider: null));
        NodePolicyAttachments =
        [
            .. NodePolicies.Select(policy => new Aws.Iam.RolePolicyAttachment(
                $"{name}-{policy.Replace('_', '-')}",
                new Aws.Iam.RolePolicyAttachmentArgs { Role = role.Name, PolicyArn = $"arn:aws:iam::aws:policy/{policy}" },
                Child(provider: null))),
        ];
        Cluster = new Eks.Cluster(
            $"{name}-cluster",
            new Eks.ClusterArgs
            {
                Name = args.ClusterName,
                Version = args.KubernetesVersion,
                VpcId = args.VpcId,
                SubnetIds = args.SubnetIds,
                NodeAssociatePublicIpAddress = !args.PrivateNetworking,
                AuthenticationMode = Eks.AuthenticationMode.Api,
                CreateOidcProvider = true,
                SkipDefaultNodeGroup = true,

                // A vpc-cni add-on would revert what the migration changes in aws-node.
                UseDefaultVpcCni = true,
            },
            new ComponentResourceOptions { Parent = this, DependsOn = After() });
        ClusterName = args.ClusterName.ToOutput();
        NodeRoleArn = role.Arn;
        Kubeconfig = Output.CreateSecret(Cluster.KubeconfigJson);
        OidcProviderArn = Cluster.OidcProviderArn;
        OidcProviderUrl = Cluster.OidcProviderUrl;
        RegisterOutputs(new Dictionary<string, object?>
        {
            ["clusterName"] = ClusterName,
            ["kubeconfig"] = Kubeconfig,
            ["nodeRoleArn"] = NodeRoleArn,
            ["oidcProviderArn"] = OidcProviderArn,
            ["oidcProviderUrl"] = OidcProviderUrl,
        });
    }

    public Eks.Cluster Cluster { get; }

    public ImmutableArray<Aws.Iam.RolePolicyAttachment> NodePolicyAttachments { get; }

    [Output("clusterName")]
    public Output<string> ClusterName { get; private set; }

    /// <summary>It asks AWS for a token on each use.</summary>
    [Output("kubeconfig")]
    public Output<string> Kubeconfig { get; private set; }

    [Output("nodeRoleArn")]
    public Output<string> NodeRoleArn { get; private set; }

    [Output("oidcProviderArn")]
    public Output<string> OidcProviderArn { get; private set; }

    [Output("oidcProviderUrl")]
    public Output<string> OidcProviderUrl { get; private set; }

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
