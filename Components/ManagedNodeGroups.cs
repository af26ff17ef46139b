using CniMigration.Components.Resources;
using Pulumi;
using Aws = Pulumi.Aws;
using Eks = Pulumi.Eks;

namespace CniMigration.Components;

/// <summary>One node group: its size now, what its nodes carry, and what its next change has to come after.</summary>
internal sealed record NodeGroupSpec
{
    public required string Name { get; init; }

    public required int Size { get; init; }

    public ImmutableDictionary<string, string> Labels { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The effect of the agent-not-ready taint, as Kubernetes spells it; none for a group without the taint.</summary>
    public string? TaintEffect { get; init; }

    /// <summary>Proves again, inside the operation, that the group may be scaled.</summary>
    public NodeGroupGuardSpec? Guard { get; init; }

    /// <summary>Set where the group is somebody else's: all else of it but size and guard is theirs.</summary>
    public GroupAdoption? Adopted { get; init; }

    /// <summary>What the group itself comes after, besides its guard.</summary>
    public ImmutableArray<Resource> After { get; init; } = [];
}

/// <summary>A group to be adopted: its id in AWS, what it is, what sizes it shall have, and whether these are ours to set just now.</summary>
internal sealed record GroupAdoption(string ImportId, AdoptedNodeGroup Group, NodeGroupScaling Scaling, bool SizesAreOurs);

/// <summary>The guard of a node group, what it proves, and what it comes after.</summary>
internal sealed record NodeGroupGuardSpec(string Stage, string Purpose, ImmutableArray<Resource> After)
{
    /// <summary>The sizes to put on record before the group is emptied.</summary>
    public ImmutableDictionary<string, int> RecordSizes { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>The purpose, unless there is another reason to look again.</summary>
    public string Token { get; init; } = Purpose;
}

internal sealed class ManagedNodeGroupsArgs : ResourceArgs
{
    public required ClusterProviders Providers { get; init; }

    /// <summary>None where the cluster is adopted.</summary>
    public Eks.Cluster? Cluster { get; init; }

    public required string ClusterName { get; init; }

    public required NodeSelectors Nodes { get; init; }

    public required string AutoscalerNamespace { get; init; }

    public required string AutoscalerName { get; init; }

    public required Input<string> NodeRoleArn { get; init; }

    public required string InstanceType { get; init; }

    /// <summary>GiB.</summary>
    public required int VolumeSize { get; init; }

    public required ImmutableArray<string> SubnetIds { get; init; }
}

/// <summary>The node groups, created or adopted. Each is declared where the run comes to it, so that what waits for its nodes comes after it.</summary>
internal sealed class ManagedNodeGroups : StageComponent
{
    private readonly string name;
    private readonly ManagedNodeGroupsArgs args;

    public ManagedNodeGroups(string name, ManagedNodeGroupsArgs args, ComponentResourceOptions? options = null)
        : base("ManagedNodeGroups", name, options) => (this.name, this.args) = (name, args);

    /// <summary>Declares a group behind its guard.</summary>
    public Resource Declare(NodeGroupSpec group)
    {
        Resource[] after = group.Guard is null ? [.. group.After] : [.. group.After, Guard(group, group.Guard)];
        return (group.Adopted, args.Cluster) switch
        {
            ({ } adoption, _) => new Aws.Eks.NodeGroup(
                $"{name}-{group.Name}",
                adoption.Group.Inputs(args.ClusterName, group.Name, adoption.Scaling),
                AdoptedNodeGroup.Adopt(First(provider: null, after), adoption.ImportId, adoption.SizesAreOurs)),
            (null, { } cluster) => Created(group, cluster, after),
            _ => Beside(group, after),
        };
    }

    /// <summary>Closes the component, once all groups are declared.</summary>
    public void Complete() => RegisterOutputs();

    private NodeGroupGuard Guard(NodeGroupSpec group, NodeGroupGuardSpec guard) => new(
        $"{name}-{group.Name}-guard",
        new NodeGroupGuardArgs
        {
            Stage = guard.Stage,
            NodeGroup = group.Name,
            Purpose = guard.Purpose,
            OldNodeSelector = args.Nodes.Old,
            CiliumNodeSelector = args.Nodes.Cilium,
            RecordSizes = guard.RecordSizes.IsEmpty ? null : (InputMap<int>)guard.RecordSizes,
            AutoscalerNamespace = args.AutoscalerNamespace,
            AutoscalerName = args.AutoscalerName,
            Token = guard.Token,
        },
        KeepSizes(First(args.Providers.Migration, [.. guard.After])));

    /// <summary>
    /// What a group had before it was retired stays in the stack's state as well, whatever the group has become. A guard goes while its group
    /// stays, so it is not protected with it.
    /// </summary>
    private static CustomResourceOptions KeepSizes(CustomResourceOptions options)
    {
        options.IgnoreChanges.Add("recordSizes");
        options.Protect = false;
        return options;
    }

    private Eks.ManagedNodeGroup Created(NodeGroupSpec group, Eks.Cluster cluster, Resource[] after) => new(
        $"{name}-{group.Name}",
        new Eks.ManagedNodeGroupArgs
        {
            Cluster = cluster,
            NodeGroupName = group.Name,
            NodeRoleArn = args.NodeRoleArn,
            InstanceTypes = args.InstanceType,
            DiskSize = args.VolumeSize,
            SubnetIds = args.SubnetIds,
            Labels = group.Labels,
            Taints = Taints(group),
            ScalingConfig = Sizes(group),
        },
        new ComponentResourceOptions { Parent = this, DependsOn = AfterAll(after) });

    /// <summary>A group of ours in a cluster that is not.</summary>
    private Aws.Eks.NodeGroup Beside(NodeGroupSpec group, Resource[] after) => new(
        $"{name}-{group.Name}",
        new Aws.Eks.NodeGroupArgs
        {
            ClusterName = args.ClusterName,
            NodeGroupName = group.Name,
            NodeRoleArn = args.NodeRoleArn,
            InstanceTypes = args.InstanceType,
            DiskSize = args.VolumeSize,
            SubnetIds = args.SubnetIds,
            Labels = group.Labels,
            Taints = Taints(group),
            ScalingConfig = Sizes(group),
        },
        First(provider: null, after));

    private static Aws.Eks.Inputs.NodeGroupScalingConfigArgs Sizes(NodeGroupSpec group) =>
        AdoptedNodeGroup.Sizes(new NodeGroupScaling(group.Size, group.Size, group.Size));

    private static InputList<Aws.Eks.Inputs.NodeGroupTaintArgs> Taints(NodeGroupSpec group) => group.TaintEffect is not { } effect
        ? new InputList<Aws.Eks.Inputs.NodeGroupTaintArgs>()
        : new Aws.Eks.Inputs.NodeGroupTaintArgs { Key = MigrationNames.AgentNotReadyTaint, Value = "true", Effect = EksEffect(effect) };

    private static string EksEffect(string effect) => effect switch
    {
        "NoSchedule" => "NO_SCHEDULE",
        "PreferNoSchedule" => "PREFER_NO_SCHEDULE",
        _ => "NO_EXECUTE",
    };
}
