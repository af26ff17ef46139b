using System.Collections.Immutable;

namespace Pulumi.Aws.Ec2;

public static class GetVpc
{
    private const string Token = "aws:ec2/getVpc:getVpc";

    public static Task<GetVpcResult> InvokeAsync(GetVpcArgs? args = null, InvokeOptions? options = null)
        => Pulumi.Deployment.Instance.InvokeAsync<GetVpcResult>(Token, args ?? new GetVpcArgs(), options);

    public static Output<GetVpcResult> Invoke(GetVpcInvokeArgs? args = null, InvokeOptions? options = null)
        => Pulumi.Deployment.Instance.Invoke<GetVpcResult>(Token, args ?? new GetVpcInvokeArgs(), options);

    public static Output<GetVpcResult> Invoke(GetVpcInvokeArgs args, InvokeOutputOptions options)
        => Pulumi.Deployment.Instance.Invoke<GetVpcResult>(Token, args, options);
}

public sealed class GetVpcArgs : InvokeArgs
{
    [Input("cidrBlock")] public string? CidrBlock { get; set; }
    [Input("default")] public bool? Default { get; set; }
    [Input("dhcpOptionsId")] public string? DhcpOptionsId { get; set; }
    [field: Input("filters")] public List<Inputs.GetVpcFilterArgs> Filters { get => field ??= []; set; }
    [Input("id")] public string? Id { get; set; }
    [Input("region")] public string? Region { get; set; }
    [Input("state")] public string? State { get; set; }
    [field: Input("tags")] public Dictionary<string, string> Tags { get => field ??= []; set; }
    public static new GetVpcArgs Empty => new();
}

public sealed class GetVpcInvokeArgs : InvokeArgs
{
    [Input("cidrBlock")] public Input<string>? CidrBlock { get; set; }
    [Input("default")] public Input<bool>? Default { get; set; }
    [Input("dhcpOptionsId")] public Input<string>? DhcpOptionsId { get; set; }
    [field: Input("filters")] public InputList<Inputs.GetVpcFilterInputArgs> Filters { get => field ??= new(); set; }
    [Input("id")] public Input<string>? Id { get; set; }
    [Input("region")] public Input<string>? Region { get; set; }
    [Input("state")] public Input<string>? State { get; set; }
    [field: Input("tags")] public InputMap<string> Tags { get => field ??= new(); set; }
    public static new GetVpcInvokeArgs Empty => new();
}

[OutputType]
public sealed class GetVpcResult
{
    private GetVpcResult()
    {
    }

    public readonly string Arn = null!;
    public readonly string CidrBlock = null!;
    public readonly ImmutableArray<Outputs.GetVpcCidrBlockAssociationResult> CidrBlockAssociations;
    public readonly bool Default;
    public readonly string DhcpOptionsId = null!;
    public readonly bool EnableDnsHostnames;
    public readonly bool EnableDnsSupport;
    public readonly bool EnableNetworkAddressUsageMetrics;
    public readonly ImmutableArray<Outputs.GetVpcFilterResult> Filters;
    public readonly string Id = null!;
    public readonly string InstanceTenancy = null!;
    public readonly string Ipv6AssociationId = null!;
    public readonly string Ipv6CidrBlock = null!;
    public readonly string MainRouteTableId = null!;
    public readonly string OwnerId = null!;
    public readonly string Region = null!;
    public readonly string State = null!;
    public readonly ImmutableDictionary<string, string> Tags = null!;
}
