using System.Collections.Immutable;

namespace Pulumi.Aws.Eks;

public static class GetClusters
{
    private const string Token = "aws:eks/getClusters:getClusters";

    public static Task<GetClustersResult> InvokeAsync(GetClustersArgs? args = null, InvokeOptions? options = null)
        => Pulumi.Deployment.Instance.InvokeAsync<GetClustersResult>(Token, args ?? new GetClustersArgs(), options);

    public static Output<GetClustersResult> Invoke(GetClustersInvokeArgs? args = null, InvokeOptions? options = null)
        => Pulumi.Deployment.Instance.Invoke<GetClustersResult>(Token, args ?? new GetClustersInvokeArgs(), options);

    public static Output<GetClustersResult> Invoke(GetClustersInvokeArgs args, InvokeOutputOptions options)
        => Pulumi.Deployment.Instance.Invoke<GetClustersResult>(Token, args, options);
}

public sealed class GetClustersArgs : InvokeArgs
{
    [Input("region")] public string? Region { get; set; }
    public static new GetClustersArgs Empty => new();
}

public sealed class GetClustersInvokeArgs : InvokeArgs
{
    [Input("region")] public Input<string>? Region { get; set; }
    public static new GetClustersInvokeArgs Empty => new();
}

[OutputType]
public sealed class GetClustersResult
{
    private GetClustersResult()
    {
    }

    public readonly string Id = null!;
    public readonly ImmutableArray<string> Names;
    public readonly string Region = null!;
}
