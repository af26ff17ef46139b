using System.Diagnostics.CodeAnalysis;

namespace CniMigration.Simulator.Cloud;

/// <summary>AWS as the program's providers see it: one account, one region, at most one EKS cluster.</summary>
[SuppressMessage("Performance", "CA1822", Justification = "bodies follow")]
[SuppressMessage("Style", "IDE0060", Justification = "bodies follow")]
public sealed class EksCloud
{
    /// <summary>The account's number.</summary>
    public string AccountId => "111122223333";

    /// <summary>The region.</summary>
    public string Region => throw new NotImplementedException();

    /// <summary>Every request so far that changes something.</summary>
    public IReadOnlyList<CloudCall> Calls => throw new NotImplementedException();

    /// <summary>The names of all clusters.</summary>
    public IReadOnlyList<string> ListClusters() => throw new NotImplementedException();

    /// <summary>A cluster. Fails where there is none of that name.</summary>
    public EksCluster DescribeCluster(string name) => throw new NotImplementedException();

    /// <summary>Creates a cluster and returns when it is ACTIVE, with what EKS and the teams run on it deployed.</summary>
    public Task<EksCluster> CreateClusterAsync(EksClusterSpec spec, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Deletes a cluster; it must have no node groups any more.</summary>
    public Task DeleteClusterAsync(string name, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>The names of a cluster's node groups.</summary>
    public IReadOnlyList<string> ListNodeGroups(string cluster) => throw new NotImplementedException();

    /// <summary>A node group. Fails where there is none of that name.</summary>
    public EksNodeGroup DescribeNodeGroup(string cluster, string name) => throw new NotImplementedException();

    /// <summary>Begins to create a node group and returns at once. See <see cref="WaitForNodeGroupAsync"/>.</summary>
    public Task<EksNodeGroup> CreateNodeGroupAsync(string cluster, NodeGroupSpec spec, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>Begins to change a node group and returns at once. Refused while another change is under way.</summary>
    public Task<EksNodeGroup> UpdateNodeGroupAsync(string cluster, string name, NodeGroupUpdate update, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>Begins to delete a node group and returns at once.</summary>
    public Task DeleteNodeGroupAsync(string cluster, string name, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Waits until nothing is under way on a node group. Null when it is gone.</summary>
    public Task<EksNodeGroup?> WaitForNodeGroupAsync(string cluster, string name, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>The instances of a cluster, terminated ones included.</summary>
    /// <param name="cluster">The cluster's name.</param>
    /// <param name="nodeGroup">Only those of this node group.</param>
    /// <param name="states">Only those in one of these states.</param>
    public IReadOnlyList<EksInstance> ListInstances(string cluster, string? nodeGroup = null, IReadOnlyCollection<string>? states = null) =>
        throw new NotImplementedException();

    /// <summary>An add-on that EKS manages; null where there is none of that name.</summary>
    public EksAddon? DescribeAddon(string cluster, string name) => throw new NotImplementedException();

    /// <summary>Lets EKS manage an add-on from now on; it reverts what others edit of it.</summary>
    public Task<EksAddon> CreateAddonAsync(string cluster, string name, string version, string? configurationValues = null,
        CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Ends the management of an add-on; what it deployed goes too, unless it is preserved.</summary>
    public Task DeleteAddonAsync(string cluster, string name, bool preserve, CancellationToken cancellationToken = default) =>
        throw new NotImplementedException();

    /// <summary>The networks.</summary>
    public IReadOnlyList<EksVpc> DescribeVpcs() => throw new NotImplementedException();

    /// <summary>The subnets, of one network or of all.</summary>
    public IReadOnlyList<EksSubnet> DescribeSubnets(string? vpcId = null) => throw new NotImplementedException();

    /// <summary>Creates a security group that lets nothing in, and returns its id.</summary>
    public string CreateSecurityGroup(string name) => throw new NotImplementedException();

    /// <summary>Lets everything from one security group into another.</summary>
    public void AuthorizeIngress(string groupId, string sourceGroupId) => throw new NotImplementedException();

    /// <summary>Takes that back.</summary>
    public void RevokeIngress(string groupId, string sourceGroupId) => throw new NotImplementedException();

    /// <summary>The roles.</summary>
    public IReadOnlyList<IamRole> ListRoles() => throw new NotImplementedException();

    /// <summary>A role. Fails where there is none of that name.</summary>
    public IamRole GetRole(string name) => throw new NotImplementedException();

    /// <summary>Creates a role.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="trustPolicy">Who may assume it: the JSON of a policy document.</param>
    public IamRole CreateRole(string name, string trustPolicy) => throw new NotImplementedException();

    /// <summary>Replaces who may assume a role.</summary>
    public IamRole UpdateTrustPolicy(string role, string trustPolicy) => throw new NotImplementedException();

    /// <summary>Sets a role's own policy of that name.</summary>
    public void PutRolePolicy(string role, string policyName, string document) => throw new NotImplementedException();

    /// <summary>Deletes a role's own policy.</summary>
    public void DeleteRolePolicy(string role, string policyName) => throw new NotImplementedException();

    /// <summary>Creates a policy.</summary>
    public IamPolicy CreatePolicy(string name, string document) => throw new NotImplementedException();

    /// <summary>Deletes a policy that no role uses.</summary>
    public void DeletePolicy(string arn) => throw new NotImplementedException();

    /// <summary>Attaches a policy to a role. AWS's own EKS policies are known.</summary>
    public void AttachRolePolicy(string role, string policyArn) => throw new NotImplementedException();

    /// <summary>Detaches a policy from a role.</summary>
    public void DetachRolePolicy(string role, string policyArn) => throw new NotImplementedException();

    /// <summary>Deletes a role that has no policies any more.</summary>
    public void DeleteRole(string name) => throw new NotImplementedException();
}
