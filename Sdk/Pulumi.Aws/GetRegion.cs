namespace Pulumi.Aws;

public static class GetRegion
{
    private const string Token = "aws:index/getRegion:getRegion";

    public static Task<GetRegionResult> InvokeAsync(GetRegionArgs? args = null, InvokeOptions? options = null)
        => Pulumi.Deployment.Instance.InvokeAsync<GetRegionResult>(Token, args ?? new GetRegionArgs(), options);

    public static Output<GetRegionResult> Invoke(GetRegionInvokeArgs? args = null, InvokeOptions? options = null)
        => Pulumi.Deployment.Instance.Invoke<GetRegionResult>(Token, args ?? new GetRegionInvokeArgs(), options);

    public static Output<GetRegionResult> Invoke(GetRegionInvokeArgs args, InvokeOutputOptions options)
        => Pulumi.Deployment.Instance.Invoke<GetRegionResult>(Token, args, options);
}

public sealed class GetRegionArgs : InvokeArgs
{
    [Input("endpoint")] public string? Endpoint { get; set; }
    [Input("id")] public string? Id { get; set; }
    [Input("name")] public string? Name { get; set; }
    [Input("region")] public string? Region { get; set; }
    public static new GetRegionArgs Empty => new();
}

public sealed class GetRegionInvokeArgs : InvokeArgs
{
    [Input("endpoint")] public Input<string>? Endpoint { get; set; }
    [Input("id")] public Input<string>? Id { get; set; }
    [Input("name")] public Input<string>? Name { get; set; }
    [Input("region")] public Input<string>? Region { get; set; }
    public static new GetRegionInvokeArgs Empty => new();
}

[OutputType]
public sealed class GetRegionResult
{
    private GetRegionResult()
    {
    }

    public readonly string Description = null!;
    public readonly string Endpoint = null!;
    public readonly string Id = null!;
    public readonly string Name = null!;
    public readonly string Region = null!;
}
