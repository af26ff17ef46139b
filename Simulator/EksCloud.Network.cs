using System.Net;
using CniMigration.Simulator.Cloud;

namespace CniMigration.Simulator;

public sealed partial class EksCloud
{
    /// <summary>The networks.</summary>
    public IReadOnlyList<EksVpc> DescribeVpcs() => [new EksVpc(account.Network.Id, account.Network.Cidrs)];

    /// <summary>Gives the network one more address range.</summary>
    public void AssociateVpcCidrBlock(string cidr)
    {
        Record("AssociateVpcCidrBlock", cidr);
        account.Network.Associate(cidr);
    }

    /// <summary>The address that a destination outside the cluster sees a pod by; null for a pod without a network of its own.</summary>
    public string? SourceSeenAt(string cluster, string podNamespace, string pod, string destination) =>
        Host(cluster).SourceSeenAt(podNamespace, pod, IPAddress.Parse(destination));

    /// <summary>The subnets, of one network or of all.</summary>
    public IReadOnlyList<EksSubnet> DescribeSubnets(string? vpcId = null) =>
        [.. account.Network.Subnets.Where(subnet => vpcId is null || subnet.VpcId == vpcId)
            .Select(subnet => new EksSubnet(subnet.Id, subnet.VpcId, subnet.Zone, subnet.Cidr, subnet.FreeAddresses))];

    /// <summary>Creates a security group that lets nothing in, and returns its id.</summary>
    public string CreateSecurityGroup(string name)
    {
        Record("CreateSecurityGroup", name);
        return account.Network.SecurityGroups.Create();
    }

    /// <summary>Lets everything from one security group into another.</summary>
    public void AuthorizeIngress(string groupId, string sourceGroupId)
    {
        Record("AuthorizeSecurityGroupIngress", groupId);
        account.Network.SecurityGroups.Authorize(groupId, sourceGroupId);
    }

    /// <summary>Takes that back.</summary>
    public void RevokeIngress(string groupId, string sourceGroupId)
    {
        Record("RevokeSecurityGroupIngress", groupId);
        account.Network.SecurityGroups.Revoke(groupId, sourceGroupId);
    }
}
