using CniMigration.Rehearsal.Engine;
using CniMigration.Simulator;
using CniMigration.Simulator.Cloud;

namespace CniMigration.Rehearsal.Providers.Aws;

/// <summary><c>eks:index:Cluster</c>: the cluster, the role of its control plane, its OIDC provider and a kubeconfig.</summary>
internal sealed class EksClusterResource(EksCloud cloud) : AwsResource(cloud)
{
    private const string ControlPlaneTrust =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"eks.amazonaws.com"}}]}""";

    private const string ControlPlanePolicy = "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy";

    public override ImmutableHashSet<string> Changeable => ["tags", "clusterTags"];

    public override ImmutableHashSet<string> Known =>
    [
        "name", "version", "vpcId", "subnetIds", "privateSubnetIds", "nodeAssociatePublicIpAddress", "authenticationMode", "createOidcProvider",
        "skipDefaultNodeGroup", "useDefaultVpcCni", "tags", "clusterTags",
    ];

    public override async Task<ResourceResult> CreateAsync(ResourceStep step, CancellationToken cancellationToken)
    {
        if (step.Inputs["skipDefaultNodeGroup"]?.GetValue<bool>() != true || step.Inputs["useDefaultVpcCni"]?.GetValue<bool>() != true)
        {
            throw new EngineException($"{step.Key}: the rehearsal only models a cluster with skipDefaultNodeGroup and useDefaultVpcCni.");
        }

        var name = OptionalText(step.Inputs, "name") ?? AutoNames.Of(step.Key.Name, step.Urn);
        var role = Cloud.CreateRole(RoleName(step), ControlPlaneTrust);
        Cloud.AttachRolePolicy(role.Name, ControlPlanePolicy);
        var spec = new EksClusterSpec { Name = name, RoleArn = role.Arn, SubnetIds = Subnets(step.Inputs) };
        if (OptionalText(step.Inputs, "version") is { } version)
        {
            spec = spec with { Version = version };
        }

        return new ResourceResult(name, Outputs(await Cloud.CreateClusterAsync(spec, cancellationToken)));
    }

    public override Task<JsonObject> UpdateAsync(ResourceStep step, CancellationToken cancellationToken) =>
        Task.FromResult(Outputs(Cloud.DescribeCluster(step.Id)));

    public override async Task DeleteAsync(ResourceStep step, CancellationToken cancellationToken)
    {
        await Cloud.DeleteClusterAsync(step.Id, cancellationToken);
        Cloud.DetachRolePolicy(RoleName(step), ControlPlanePolicy);
        Cloud.DeleteRole(RoleName(step));
    }

    private static string RoleName(ResourceStep step) => AutoNames.Of($"{step.Key.Name}-eksRole", step.Urn);

    private static IReadOnlyList<string> Subnets(JsonObject inputs) =>
        [.. (inputs["subnetIds"] as JsonArray ?? []).Concat(inputs["privateSubnetIds"] as JsonArray ?? []).Select(subnet => subnet!.GetValue<string>())];

    private static JsonObject Outputs(EksCluster cluster)
    {
        var kubeconfig = ExecKubeconfig(cluster);
        return new JsonObject
        {
            ["kubeconfigJson"] = kubeconfig.ToJsonString(),
            ["kubeconfig"] = kubeconfig,
            ["clusterSecurityGroupId"] = cluster.SecurityGroupId,
            ["oidcIssuer"] = cluster.OidcIssuer,
            ["oidcProviderUrl"] = cluster.OidcIssuer,
            ["oidcProviderArn"] = cluster.OidcProviderArn,
        };
    }

    /// <summary>As the real component writes it: it asks AWS for a token on each use.</summary>
    private static JsonObject ExecKubeconfig(EksCluster cluster) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "Config",
        ["current-context"] = "aws",
        ["clusters"] = new JsonArray(new JsonObject
        {
            ["name"] = "kubernetes",
            ["cluster"] = new JsonObject { ["server"] = cluster.Endpoint, ["certificate-authority-data"] = cluster.CertificateAuthority },
        }),
        ["contexts"] = new JsonArray(new JsonObject { ["name"] = "aws", ["context"] = new JsonObject { ["cluster"] = "kubernetes", ["user"] = "aws" } }),
        ["users"] = new JsonArray(new JsonObject
        {
            ["name"] = "aws",
            ["user"] = new JsonObject
            {
                ["exec"] = new JsonObject
                {
                    ["apiVersion"] = "client.authentication.k8s.io/v1beta1",
                    ["command"] = "aws",
                    ["args"] = new JsonArray("eks", "get-token", "--cluster-name", cluster.Name, "--output", "json"),
                },
            },
        }),
    };
}
