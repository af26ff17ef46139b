using System.Collections.Immutable;

namespace Pulumi.Aws.Eks;

public static class GetNodeGroup
{
    private const string Token = "aws:eks/getNodeGroup:getNodeGroup";

    public static Task<GetNodeGroupResult> InvokeAsync(GetNodeGroupArgs args, InvokeOptions? options = null)
        => Pulumi.Deployment.Instance.InvokeAsync<GetNodeGroupResult>(Token, args, options);

    public static Output<GetNodeGroupResult> Invoke(GetNodeGroupInvokeArgs args, InvokeOptions? options = null)
        => Pulumi.Deployment.Instance.Invoke<GetNodeGroupResult>(Token, args, options);

    public static Output<GetNodeGroupResult> Invoke(GetNodeGroupInvokeArgs args, InvokeOutputOptions options)
        => Pulumi.Deployment.Instance.Invoke<GetNodeGroupResult>(Token, args, options);
}

public sealed class GetNodeGroupArgs : InvokeArgs
{
    [Input("clusterName", required: true)] public string ClusterName { get; set; } = null!;
    [Input("nodeGroupName", required: true)] public string NodeGroupName { get; set; } = null!;
    [Input("region")] public string? Region { get; set; }
    [field: Input("tags")] public Dictionary<string, string> Tags { get => field ??= []; set; }
    public static new GetNodeGroupArgs Empty => new();
}

public sealed class GetNodeGroupInvokeArgs : InvokeArgs
{
    [Input("clusterName", required: true)] public Input<string> ClusterName { get; set; } = null!;
    [Input("nodeGroupName", required: true)] public Input<string> NodeGroupName { get; set; } = null!;
    [Input("region")] public Input<string>? Region { get; set; }
    [field: Input("tags")] public InputMap<string> Tags { get => field ??= new(); set; }
    public static new GetNodeGroupInvokeArgs Empty => new();
}

[OutputType]
public sealed class GetNodeGroupResult
{
    private GetNodeGroupResult()
    {
    }

    public readonly string AmiType = null!;
    public readonly string Arn = null!;
    public readonly string CapacityType = null!;
    public readonly string ClusterName = null!;
    public readonly int DiskSize;
    public readonly string Id = null!;
    public readonly ImmutableArray<string> InstanceTypes;
    public readonly ImmutableDictionary<string, string> Labels = null!;
    public readonly ImmutableArray<Outputs.GetNodeGroupLaunchTemplateResult> LaunchTemplates;
    public readonly string NodeGroupName = null!;
    public readonly string NodeRoleArn = null!;
    public readonly string Region = null!;
    public readonly string ReleaseVersion = null!;
    public readonly ImmutableArray<Outputs.GetNodeGroupRemoteAccessResult> RemoteAccesses;
    public readonly ImmutableArray<Outputs.GetNodeGroupResourceResult> Resources;
    public readonly ImmutableArray<Outputs.GetNodeGroupScalingConfigResult> ScalingConfigs;
    public readonly string Status = null!;
    public readonly ImmutableArray<string> SubnetIds;
    public readonly ImmutableDictionary<string, string> Tags = null!;
    public readonly ImmutableArray<Outputs.GetNodeGroupTaintResult> Taints;
    public readonly ImmutableArray<Outputs.GetNodeGroupUpdateConfigResult> UpdateConfigs;
    public readonly string Version = null!;
}
