using CniMigration.Rehearsal.Engine;
using CniMigration.Simulator;
using CniMigration.Simulator.Cloud;

namespace CniMigration.Rehearsal.Providers.Aws;

/// <summary>
/// <c>eks:index:Cluster</c>: the role of the control plane and the cluster, and a kubeconfig (pulumi/pulumi-eks, nodejs/eks/cluster/cluster.ts). Its
/// security groups, add-ons and identity provider come with the embedded cluster, and the component between it and the role is left out.
/// </summary>
internal sealed class EksClusterComponent(EksCloud cloud) : IRemoteComponent
{
    private const string ControlPlaneTrust =
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"eks.amazonaws.com"}}]}""";

    private const string ControlPlanePolicy = "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy";

    private static readonly ImmutableHashSet<string> Known =
    [
        "name", "version", "vpcId", "subnetIds", "privateSubnetIds", "nodeAssociatePublicIpAddress", "authenticationMode", "createOidcProvider",
        "skipDefaultNodeGroup", "useDefaultVpcCni", "tags", "clusterTags",
    ];

    public async Task<ResourceResult> ConstructAsync(ResourceStep component, InnerRegistration register)
    {
        AwsProvider.Refuse(component, Known);
        if (component.Inputs["skipDefaultNodeGroup"]?.GetValue<bool>() != true || component.Inputs["useDefaultVpcCni"]?.GetValue<bool>() != true)
        {
            throw new EngineException($"{component.Key}: the rehearsal only models a cluster with skipDefaultNodeGroup and useDefaultVpcCni.");
        }

        var name = component.Key.Name;
        var trust = new JsonObject { ["assumeRolePolicy"] = ControlPlaneTrust };
        var role = (await register(new InnerResource("aws:iam/role:Role", $"{name}-eksRole-role", trust))).Outputs;
        var attachment = With(new JsonObject { ["policyArn"] = ControlPlanePolicy }, "role", role["name"]);
        await register(new InnerResource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", $"{name}-eksRole-policy", attachment.Inputs)
        {
            Unknown = attachment.Unknown,
        });
        var inputs = With(
            new JsonObject
            {
                ["name"] = component.Inputs["name"]?.DeepClone(),
                ["version"] = component.Inputs["version"]?.DeepClone(),
                ["subnetIds"] = Subnets(component.Inputs),
            },
            "roleArn",
            role["arn"]);
        var cluster = await register(new InnerResource("aws:eks/cluster:Cluster", $"{name}-eksCluster", inputs.Inputs) { Unknown = inputs.Unknown });
        return cluster.Outputs["endpoint"] is null
            ? new ResourceResult("", [])
            : new ResourceResult(cluster.Id, Outputs(cloud.DescribeCluster(cluster.Id)));
    }

    private static (JsonObject Inputs, ImmutableHashSet<string> Unknown) With(JsonObject inputs, string name, JsonNode? value)
    {
        foreach (var absent in inputs.Where(input => input.Value is null).Select(input => input.Key).ToList())
        {
            inputs.Remove(absent);
        }

        if (value is null)
        {
            return (inputs, [name]);
        }

        inputs[name] = value.DeepClone();
        return (inputs, []);
    }

    private static JsonArray Subnets(JsonObject inputs) =>
        [.. (inputs["subnetIds"] as JsonArray ?? []).Concat(inputs["privateSubnetIds"] as JsonArray ?? []).Select(subnet => subnet!.DeepClone())];

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
