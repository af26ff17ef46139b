namespace Pulumi.Aws;

public static class GetPartition
{
    private const string Token = "aws:index/getPartition:getPartition";

    public static Task<GetPartitionResult> InvokeAsync(GetPartitionArgs? args = null, InvokeOptions? options = null)
        => Pulumi.Deployment.Instance.InvokeAsync<GetPartitionResult>(Token, args ?? new GetPartitionArgs(), options);

    public static Output<GetPartitionResult> Invoke(GetPartitionInvokeArgs? args = null, InvokeOptions? options = null)
        => Pulumi.Deployment.Instance.Invoke<GetPartitionResult>(Token, args ?? new GetPartitionInvokeArgs(), options);

    public static Output<GetPartitionResult> Invoke(GetPartitionInvokeArgs args, InvokeOutputOptions options)
        => Pulumi.Deployment.Instance.Invoke<GetPartitionResult>(Token, args, options);
}

public sealed class GetPartitionArgs : InvokeArgs
{
    [Input("id")] public string? Id { get; set; }
    public static new GetPartitionArgs Empty => new();
}

public sealed class GetPartitionInvokeArgs : InvokeArgs
{
    [Input("id")] public Input<string>? Id { get; set; }
    public static new GetPartitionInvokeArgs Empty => new();
}

[OutputType]
public sealed class GetPartitionResult
{
    private GetPartitionResult()
    {
    }

    public readonly string DnsSuffix = null!;
    public readonly string Id = null!;
    public readonly string Partition = null!;
    public readonly string ReverseDnsPrefix = null!;
}
