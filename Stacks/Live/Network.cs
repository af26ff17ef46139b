using CniMigration.Stacks.Settings;
using Pulumi;
using Ec2 = Pulumi.Aws.Ec2;

namespace CniMigration.Stacks.Live;

/// <summary>The VPC and the subnets that the cluster and its nodes live in.</summary>
internal sealed record Network(string VpcId, ImmutableArray<string> SubnetIds)
{
    /// <summary>What an existing cluster has stays: a subnet added to the VPC later must not replace a node group.</summary>
    public static async Task<Network> ReadAsync(MigrationSettings settings, LiveCluster live)
    {
        if (live is { Exists: true, VpcId: { Length: > 0 } vpcId, SubnetIds.IsEmpty: false })
        {
            return new Network(vpcId, settings switch
            {
                { SubnetIds.IsEmpty: false } => settings.SubnetIds,

                // A cluster's own subnets may be the control plane's alone; those of the old nodes hold nodes, and the zones of their volumes.
                { AdoptCluster: true } => [.. live.OldGroups.SelectMany(group => group.SubnetIds).Distinct().Order(StringComparer.Ordinal)],
                _ => live.SubnetIds,
            });
        }

        var vpc = settings.VpcId ?? await DefaultVpcAsync();
        return new Network(vpc, settings.SubnetIds.IsEmpty ? await SubnetsAsync(settings, vpc) : settings.SubnetIds);
    }

    private static async Task<string> DefaultVpcAsync()
    {
        var vpc = await Ec2.GetVpc.InvokeAsync(new Ec2.GetVpcArgs { Default = true });
        return string.IsNullOrEmpty(vpc?.Id) ? throw new RunException("The region has no default VPC: set vpcId.") : vpc.Id;
    }

    private static async Task<ImmutableArray<string>> SubnetsAsync(MigrationSettings settings, string vpcId)
    {
        List<Ec2.Inputs.GetSubnetsFilterArgs> filters = [new() { Name = "vpc-id", Values = [vpcId] }];
        if (settings.PrivateNetworking)
        {
            filters.Add(new Ec2.Inputs.GetSubnetsFilterArgs { Name = "map-public-ip-on-launch", Values = ["false"] });
        }

        var subnets = await Ec2.GetSubnets.InvokeAsync(new Ec2.GetSubnetsArgs { Filters = filters });
        return subnets is null || subnets.Ids.IsDefaultOrEmpty
            ? throw new RunException(settings.PrivateNetworking
                ? $"The VPC {vpcId} has no subnet that gives no public addresses, which privateNetworking asks for: "
                    + "set vpcId, subnetIds, or privateNetworking to false."
                : $"The VPC {vpcId} has no subnet: set vpcId or subnetIds.")
            : [.. subnets.Ids.Order(StringComparer.Ordinal)];
    }
}
