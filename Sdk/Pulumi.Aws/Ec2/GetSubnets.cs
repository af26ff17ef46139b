using System.Collections.Immutable;

namespace Pulumi.Aws.Ec2;

public static class GetSubnets
{
    private const string Token = "aws:ec2/getSubnets:getSubnets";

    public static Task<GetSubnetsResult> InvokeAsync(GetSubnetsArgs? args = null, InvokeOptions? options = null)
        => Pulumi.Deployment.Instance.InvokeAsync<GetSubnetsResult>(Token, args ?? new GetSubnetsArgs(), options);

    public static Output<GetSubnetsResult> Invoke(GetSubnetsInvokeArgs? args = null, InvokeOptions? options = null)
        => Pulumi.Deployment.Instance.Invoke<GetSubnetsResult>(Token, args ?? new GetSubnetsInvokeArgs(), options);

    public static Output<GetSubnetsResult> Invoke(GetSubnetsInvokeArgs args, InvokeOutputOptions options)
        => Pulumi.Deployment.Instance.Invoke<GetSubnetsResult>(Token, args, options);
}

public sealed class GetSubnetsArgs : InvokeArgs
{
    [field: Input("filters")] public List<Inputs.GetSubnetsFilterArgs> Filters { get => field ??= []; set; }
    [Input("region")] public string? Region { get; set; }
    [field: Input("tags")] public Dictionary<string, string> Tags { get => field ??= []; set; }
    public static new GetSubnetsArgs Empty => new();
}

public sealed class GetSubnetsInvokeArgs : InvokeArgs
{
    [field: Input("filters")] public InputList<Inputs.GetSubnetsFilterInputArgs> Filters { get => field ??= new(); set; }
    [Input("region")] public Input<string>? Region { get; set; }
    [field: Input("tags")] public InputMap<string> Tags { get => field ??= new(); set; }
    public static new GetSubnetsInvokeArgs Empty => new();
}

[OutputType]
public sealed class GetSubnetsResult
{
    private GetSubnetsResult()
    {
    }

    public readonly ImmutableArray<Outputs.GetSubnetsFilterResult> Filters;
    public readonly string Id = null!;
    public readonly ImmutableArray<string> Ids;
    public readonly string Region = null!;
    public readonly ImmutableDictionary<string, string> Tags = null!;
}
