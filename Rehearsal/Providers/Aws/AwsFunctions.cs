using CniMigration.Rehearsal.Engine;
using CniMigration.Simulator;
using CniMigration.Simulator.Cloud;

namespace CniMigration.Rehearsal.Providers.Aws;

/// <summary>The data sources of the AWS provider.</summary>
internal sealed class AwsFunctions(EksCloud cloud)
{
    private const string ClusterTag = "eks:cluster-name";
    private const string NodeGroupTag = "eks:nodegroup-name";

    /// <summary>The answer, or null where the function is not modelled.</summary>
    public JsonObject? Call(string token, JsonObject arguments) => token switch
    {
        "aws:eks/getClusters:getClusters" => new JsonObject { ["names"] = Array(cloud.ListClusters()), ["id"] = cloud.Region, ["region"] = cloud.Region },
        "aws:eks/getCluster:getCluster" => Cluster(cloud.DescribeCluster(Text(arguments, "name"))),
        "aws:eks/getNodeGroups:getNodeGroups" => NodeGroups(Text(arguments, "clusterName")),
        "aws:eks/getNodeGroup:getNodeGroup" => NodeGroup(cloud.DescribeNodeGroup(Text(arguments, "clusterName"), Text(arguments, "nodeGroupName"))),
        "aws:eks/getAddon:getAddon" => Addon(Text(arguments, "clusterName"), Text(arguments, "addonName")),
        "aws:iam/getOpenIdConnectProvider:getOpenIdConnectProvider" => IdentityProvider(Text(arguments, "arn")),
        "aws:ec2/getInstances:getInstances" => Instances(arguments),
        "aws:ec2/getVpc:getVpc" => Vpc(arguments),
        "aws:ec2/getSubnets:getSubnets" => Subnets(arguments),
        "aws:ec2/getSubnet:getSubnet" => Subnet(arguments),
        _ => null,
    };

    private JsonObject Cluster(EksCluster cluster) => new()
    {
        ["id"] = cluster.Name,
        ["name"] = cluster.Name,
        ["arn"] = cluster.Arn,
        ["status"] = cluster.Status,
        ["version"] = cluster.Version,
        ["endpoint"] = cluster.Endpoint,
        ["roleArn"] = cluster.RoleArn,
        ["region"] = cloud.Region,
        ["createdAt"] = cluster.CreatedAt.ToString("O"),
        ["certificateAuthorities"] = new JsonArray(new JsonObject { ["data"] = cluster.CertificateAuthority }),
        ["identities"] = new JsonArray(new JsonObject { ["oidcs"] = new JsonArray(new JsonObject { ["issuer"] = cluster.OidcIssuer }) }),
        ["vpcConfig"] = new JsonObject
        {
            ["vpcId"] = cluster.VpcId,
            ["subnetIds"] = Array(cluster.SubnetIds),
            ["clusterSecurityGroupId"] = cluster.SecurityGroupId,
            ["endpointPublicAccess"] = true,
        },
    };

    private JsonObject NodeGroups(string cluster) => new()
    {
        ["id"] = cluster,
        ["clusterName"] = cluster,
        ["names"] = Array(cloud.ListNodeGroups(cluster)),
        ["region"] = cloud.Region,
    };

    public JsonObject NodeGroup(EksNodeGroup group) => new()
    {
        ["id"] = $"{group.Cluster}:{group.Name}",
        ["arn"] = group.Arn,
        ["status"] = group.Status,
        ["clusterName"] = group.Cluster,
        ["nodeGroupName"] = group.Name,
        ["nodeRoleArn"] = group.Spec.NodeRoleArn,
        ["amiType"] = group.Spec.AmiType,
        ["capacityType"] = group.Spec.CapacityType,
        ["diskSize"] = group.Spec.LaunchTemplate is null ? group.Spec.DiskSize : 0.0,
        ["instanceTypes"] = group.Spec.LaunchTemplate is null ? new JsonArray(group.Spec.InstanceType) : [],
        ["launchTemplates"] = group.Spec.LaunchTemplate is { } template
            ? new JsonArray(new JsonObject { ["id"] = template.Id, ["name"] = template.Name, ["version"] = template.Version })
            : [],
        ["version"] = group.Spec.Version ?? cloud.DescribeCluster(group.Cluster).Version,
        ["subnetIds"] = Array(group.Spec.SubnetIds),
        ["labels"] = new JsonObject(group.Spec.Labels.Select(label => KeyValuePair.Create(label.Key, (JsonNode?)label.Value))),
        ["taints"] = new JsonArray([.. group.Spec.Taints.Select(taint => new JsonObject
        {
            ["key"] = taint.Key, ["value"] = taint.Value, ["effect"] = taint.Effect,
        })]),
        ["scalingConfigs"] = new JsonArray(ScalingConfig(group.Spec.Scaling)),
        ["region"] = cloud.Region,
    };

    public static JsonObject ScalingConfig(NodeGroupScaling scaling) => new()
    {
        ["desiredSize"] = (double)scaling.DesiredSize,
        ["minSize"] = (double)scaling.MinSize,
        ["maxSize"] = (double)scaling.MaxSize,
    };

    private JsonObject Addon(string cluster, string name)
    {
        var addon = cloud.DescribeAddon(cluster, name)
            ?? throw new EksException("ResourceNotFoundException", $"No addon: {name} found in cluster: {cluster}");
        return new JsonObject
        {
            ["id"] = $"{cluster}:{name}",
            ["addonName"] = name,
            ["clusterName"] = cluster,
            ["addonVersion"] = addon.Version,
            ["configurationValues"] = addon.ConfigurationValues ?? "",
            ["region"] = cloud.Region,
        };
    }

    private JsonObject IdentityProvider(string arn)
    {
        var trusted = cloud.ListClusters().Select(cloud.DescribeCluster).FirstOrDefault(cluster => cluster.IssuerIsTrusted && cluster.OidcProviderArn == arn)
            ?? throw new EksException("NoSuchEntity", $"OpenIDConnect Provider not found for arn {arn}");
        return new JsonObject { ["id"] = arn, ["arn"] = arn, ["url"] = trusted.OidcIssuer.Replace("https://", "", StringComparison.Ordinal) };
    }

    private JsonObject Instances(JsonObject arguments)
    {
        Refuse(arguments, "instanceTags", "instanceStateNames", "region");
        var tags = arguments["instanceTags"] as JsonObject ?? [];
        if (tags.Select(tag => tag.Key).Except([ClusterTag, NodeGroupTag]).FirstOrDefault() is { } other)
        {
            throw new EngineException($"The rehearsal does not model looking for instances by the tag {other}.");
        }

        var states = (arguments["instanceStateNames"] as JsonArray ?? ["running"]).Select(state => state!.GetValue<string>()).ToList();
        var clusters = tags[ClusterTag]?.GetValue<string>() is { } one ? [one] : cloud.ListClusters();
        var instances = clusters.SelectMany(cluster => cloud.ListInstances(cluster, tags[NodeGroupTag]?.GetValue<string>(), states)).ToList();
        return new JsonObject
        {
            ["id"] = cloud.Region,
            ["ids"] = Array(instances.Select(instance => instance.Id)),
            ["privateIps"] = Array(instances.Select(instance => instance.PrivateAddress)),
            ["region"] = cloud.Region,
        };
    }

    private JsonObject Vpc(JsonObject arguments)
    {
        Refuse(arguments, "default", "id", "region");
        var vpcs = cloud.DescribeVpcs();
        var vpc = arguments["id"]?.GetValue<string>() is { } id ? vpcs.FirstOrDefault(vpc => vpc.Id == id) : vpcs is [var first, ..] ? first : null;
        return vpc is null
            ? throw new EksException("InvalidVpcID.NotFound", "no matching EC2 VPC found")
            : new JsonObject
            {
                ["id"] = vpc.Id,
                ["cidrBlock"] = vpc.Cidrs[0],
                ["default"] = vpc == vpcs[0],
                ["region"] = cloud.Region,
                ["cidrBlockAssociations"] = new JsonArray([.. vpc.Cidrs.Select(cidr => new JsonObject { ["cidrBlock"] = cidr, ["state"] = "associated" })]),
            };
    }

    private JsonObject Subnets(JsonObject arguments)
    {
        Refuse(arguments, "filters", "region");
        IEnumerable<EksSubnet> subnets = cloud.DescribeSubnets();
        foreach (var filter in (arguments["filters"] as JsonArray ?? []).OfType<JsonObject>())
        {
            var values = filter["values"]!.AsArray().Select(value => value!.GetValue<string>()).ToHashSet();
            subnets = filter["name"]?.GetValue<string>() switch
            {
                "vpc-id" => subnets.Where(subnet => values.Contains(subnet.VpcId)),
                "availability-zone" => subnets.Where(subnet => values.Contains(subnet.Zone)),

                // All of the embedded cloud's subnets are private.
                "map-public-ip-on-launch" => subnets.Where(_ => values.Contains("false")),
                var name => throw new EngineException($"The rehearsal does not model the subnet filter {name}."),
            };
        }

        return new JsonObject { ["id"] = cloud.Region, ["ids"] = Array(subnets.Select(subnet => subnet.Id)), ["region"] = cloud.Region };
    }

    private JsonObject Subnet(JsonObject arguments)
    {
        Refuse(arguments, "id", "region");
        var id = Text(arguments, "id");
        var subnet = cloud.DescribeSubnets().FirstOrDefault(subnet => subnet.Id == id)
            ?? throw new EksException("InvalidSubnetID.NotFound", $"The subnet ID '{id}' does not exist");
        return new JsonObject
        {
            ["id"] = subnet.Id,
            ["vpcId"] = subnet.VpcId,
            ["availabilityZone"] = subnet.Zone,
            ["cidrBlock"] = subnet.Cidr,
            ["availableIpAddressCount"] = subnet.FreeAddresses,
            ["region"] = cloud.Region,
        };
    }

    private static void Refuse(JsonObject arguments, params ReadOnlySpan<string> known)
    {
        foreach (var (name, value) in arguments)
        {
            if (!known.Contains(name) && value is not (null or JsonObject { Count: 0 } or JsonArray { Count: 0 }))
            {
                throw new EngineException($"The rehearsal does not model the argument {name}.");
            }
        }
    }

    private static JsonArray Array(IEnumerable<string> values) => [.. values.Select(value => JsonValue.Create(value))];

    private static string Text(JsonObject arguments, string name) =>
        arguments[name]?.GetValue<string>() ?? throw new EngineException($"The argument {name} is missing.");
}
