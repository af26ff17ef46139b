
namespace CniMigration.Simulator.Cloud;

/// <summary>The sizes of a node group.</summary>
/// <param name="DesiredSize">How many nodes it should have now.</param>
/// <param name="MinSize">The least it may have.</param>
/// <param name="MaxSize">The most it may have; at least 1, as EKS asks.</param>
public sealed record NodeGroupScaling(int DesiredSize, int MinSize, int MaxSize);

/// <summary>A taint of a node group's nodes.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Value">Its value.</param>
/// <param name="Effect">NO_SCHEDULE, PREFER_NO_SCHEDULE or NO_EXECUTE, as EKS writes them.</param>
public sealed record NodeGroupTaint(string Key, string Value, string Effect);

/// <summary>A launch template of a node group's instances, which then says what instances and disks they have.</summary>
/// <param name="Id">Its id, such as <c>lt-0123456789abcdef0</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Version">The version in use.</param>
public sealed record NodeGroupLaunchTemplate(string Id, string Name, string Version);

/// <summary>What a managed node group is created from.</summary>
public sealed record NodeGroupSpec
{
    /// <summary>The group's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its sizes.</summary>
    public required NodeGroupScaling Scaling { get; init; }

    /// <summary>Its instance type; the embedded EKS knows a few.</summary>
    /// <value>Default: m5.large.</value>
    public string InstanceType { get; init; } = "m5.large";

    /// <summary>The size of a node's disk in GiB.</summary>
    /// <value>Default: 80.</value>
    public int DiskSize { get; init; } = 80;

    /// <summary>Its launch template; instance type and disk are then the template's, and DescribeNodegroup does not tell them.</summary>
    /// <value>Default: null, none.</value>
    public NodeGroupLaunchTemplate? LaunchTemplate { get; init; }

    /// <summary>ON_DEMAND or SPOT.</summary>
    public string CapacityType { get; init; } = "ON_DEMAND";

    /// <summary>The image family.</summary>
    public string AmiType { get; init; } = "AL2023_x86_64_STANDARD";

    /// <summary>The Kubernetes version of its nodes.</summary>
    /// <value>Default: null, the cluster's.</value>
    public string? Version { get; init; }

    /// <summary>Labels of its nodes.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Taints of its nodes.</summary>
    public IReadOnlyList<NodeGroupTaint> Taints { get; init; } = [];

    /// <summary>Where its nodes live.</summary>
    /// <value>Default: the cluster's subnets.</value>
    public IReadOnlyList<string> SubnetIds { get; init; } = [];

    /// <summary>The security groups of its nodes.</summary>
    /// <value>Default: the cluster's own group, in which everyone may speak to everyone.</value>
    public IReadOnlyList<string> SecurityGroupIds { get; init; } = [];

    /// <summary>The ARN of the role of its nodes.</summary>
    public string NodeRoleArn { get; init; } = "";
}

/// <summary>What to change of a node group; null leaves a part as it is.</summary>
public sealed record NodeGroupUpdate
{
    /// <summary>New sizes.</summary>
    public NodeGroupScaling? Scaling { get; init; }

    /// <summary>All labels that it shall have. Live nodes get them too.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    /// <summary>All taints that it shall have. Live nodes get them too.</summary>
    public IReadOnlyList<NodeGroupTaint>? Taints { get; init; }
}

/// <summary>A managed node group, as DescribeNodegroup shows it.</summary>
/// <param name="Cluster">Its cluster's name.</param>
/// <param name="Spec">What it is meant to be now.</param>
/// <param name="Arn">Its ARN.</param>
/// <param name="Status">CREATING, ACTIVE, UPDATING, DELETING, CREATE_FAILED, DELETE_FAILED or DEGRADED.</param>
/// <param name="Health">What is wrong with it; empty when nothing is.</param>
public sealed record EksNodeGroup(string Cluster, NodeGroupSpec Spec, string Arn, string Status, IReadOnlyList<NodeGroupIssue> Health)
{
    /// <summary>Its name.</summary>
    public string Name => Spec.Name;

    /// <summary>What its latest update failed with; null where it succeeded or is under way.</summary>
    public NodeGroupIssue? UpdateError { get; init; }
}

/// <summary>Something that is wrong with a node group.</summary>
/// <param name="Code">Such as <c>NodeCreationFailure</c>.</param>
/// <param name="Message">What happened.</param>
/// <param name="ResourceIds">The instances concerned.</param>
public sealed record NodeGroupIssue(string Code, string Message, IReadOnlyList<string> ResourceIds);

/// <summary>A virtual machine.</summary>
/// <param name="Id">Its id.</param>
/// <param name="NodeGroup">The node group that it belongs to.</param>
/// <param name="NodeName">The node that it is.</param>
/// <param name="InstanceType">Its type.</param>
/// <param name="SubnetId">Where it lives.</param>
/// <param name="Zone">Its availability zone.</param>
/// <param name="PrivateAddress">Its own address.</param>
/// <param name="State">pending, running, shutting-down or terminated.</param>
public sealed record EksInstance(
    string Id, string NodeGroup, string NodeName, string InstanceType, string SubnetId, string Zone, string PrivateAddress, string State);
