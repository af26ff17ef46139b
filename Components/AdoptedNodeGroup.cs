using Pulumi;
using Aws = Pulumi.Aws;

namespace CniMigration.Components;

/// <summary>A taint as EKS writes it.</summary>
internal sealed record AdoptedTaint(string Key, string? Value, string Effect)
{
    public NodeTaint OnNodes => new(Key, Effect switch
    {
        "NO_SCHEDULE" => "NoSchedule",
        "NO_EXECUTE" => "NoExecute",
        "PREFER_NO_SCHEDULE" => "PreferNoSchedule",
        _ => Effect,
    });
}

/// <summary>The sizes of a node group.</summary>
internal sealed record NodeGroupScaling(int Desired, int Min, int Max);

/// <summary>A node group that somebody else made, as AWS describes it.</summary>
internal sealed record AdoptedNodeGroup
{
    /// <summary>Every input but the scaling config: these are their owner's, whatever they become.</summary>
    private static readonly ImmutableArray<string> TheirOwn =
    [
        "amiType", "capacityType", "clusterName", "diskSize", "forceUpdateVersion", "instanceTypes", "labels", "launchTemplate", "nodeGroupName",
        "nodeGroupNamePrefix", "nodeRepairConfig", "nodeRoleArn", "region", "releaseVersion", "remoteAccess", "subnetIds", "tags", "tagsAll",
        "taints", "updateConfig", "version", "warmPoolConfig",
    ];

    private const string ScalingConfig = "scalingConfig";

    public required string NodeRoleArn { get; init; }

    public required NodeGroupScaling Scaling { get; init; }

    public ImmutableArray<string> SubnetIds { get; init; } = [];

    public ImmutableArray<string> InstanceTypes { get; init; } = [];

    public string? AmiType { get; init; }

    public string? CapacityType { get; init; }

    /// <summary>None where a launch template says it.</summary>
    public int? DiskSize { get; init; }

    public string? Version { get; init; }

    public ImmutableDictionary<string, string> Labels { get; init; } = ImmutableDictionary<string, string>.Empty;

    public ImmutableArray<AdoptedTaint> Taints { get; init; } = [];

    /// <summary>The inputs, which an import has to find as they are.</summary>
    public Aws.Eks.NodeGroupArgs Inputs(string clusterName, string name, NodeGroupScaling scaling)
    {
        var inputs = new Aws.Eks.NodeGroupArgs
        {
            ClusterName = clusterName,
            NodeGroupName = name,
            NodeRoleArn = NodeRoleArn,
            SubnetIds = SubnetIds,
            InstanceTypes = InstanceTypes,
            AmiType = AmiType is { } ami ? (Input<string>)ami : null,
            CapacityType = CapacityType is { } capacity ? (Input<string>)capacity : null,
            DiskSize = DiskSize is { } disk ? (Input<int>)disk : null,
            Version = Version is { } version ? (Input<string>)version : null,
            Labels = Labels,
            ScalingConfig = Sizes(scaling),
        };
        foreach (var taint in Taints)
        {
            inputs.Taints.Add(new Aws.Eks.Inputs.NodeGroupTaintArgs { Key = taint.Key, Value = taint.Value ?? "", Effect = taint.Effect });
        }

        return inputs;
    }

    /// <summary>Makes options those of an adopted group: imported for good, left behind by a destroy, and changed in nothing but, at most, its sizes.</summary>
    public static CustomResourceOptions Adopt(CustomResourceOptions options, string id, bool sizesAreOurs)
    {
        options.ImportId = id;
        options.RetainOnDelete = true;
        options.IgnoreChanges.AddRange(sizesAreOurs ? TheirOwn : TheirOwn.Add(ScalingConfig));
        return options;
    }

    public static Aws.Eks.Inputs.NodeGroupScalingConfigArgs Sizes(NodeGroupScaling scaling) => new()
    {
        DesiredSize = scaling.Desired,
        MinSize = scaling.Min,

        // EKS takes no group that may have no nodes at all.
        MaxSize = Math.Max(1, scaling.Max),
    };
}
