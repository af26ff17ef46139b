using System.Collections.Immutable;

namespace Pulumi.Aws.Eks;

public static class GetNodeGroups
{
    private const string Token = "aws:eks/getNodeGroups:getNodeGroups";

    public static Task<GetNodeGroupsResult> InvokeAsync(GetNodeGroupsArgs args, InvokeOptions? options = null)
        => Pulumi.Deployment.Instance.InvokeAsync<GetNodeGroupsResult>(Token, args, options);

    public static Output<GetNodeGroupsResult> Invoke(GetNodeGroupsInvokeArgs args, InvokeOptions? options = null)
        => Pulumi.Deployment.Instance.Invoke<GetNodeGroupsResult>(Token, args, options);

    public static Output<GetNodeGroupsResult> Invoke(GetNodeGroupsInvokeArgs args, InvokeOutputOptions options)
        => Pulumi.Deployment.Instance.Invoke<GetNodeGroupsResult>(Token, args, options);
}

public sealed class GetNodeGroupsArgs : InvokeArgs
{
    [Input("clusterName", required: true)] public string ClusterName { get; set; } = null!;
    [Input("region")] public string? Region { get; set; }
    public static new GetNodeGroupsArgs Empty => new();
}

public sealed class GetNodeGroupsInvokeArgs : InvokeArgs
{
    [Input("clusterName", required: true)] public Input<string> ClusterName { get; set; } = null!;
    [Input("region")] public Input<string>? Region { get; set; }
    public static new GetNodeGroupsInvokeArgs Empty => new();
}

[OutputType]
public sealed class GetNodeGroupsResult
{
    private GetNodeGroupsResult()
    {
    }

    public readonly string ClusterName = null!;
    public readonly string Id = null!;
    public readonly ImmutableArray<string> Names;
    public readonly string Region = null!;
}
