using System.Collections.Immutable;

namespace Pulumi.Aws.Ec2;

public static class GetSubnet
{
    private const string Token = "aws:ec2/getSubnet:getSubnet";

    public static Task<GetSubnetResult> InvokeAsync(GetSubnetArgs? args = null, InvokeOptions? options = null)
        => Pulumi.Deployment.Instance.InvokeAsync<GetSubnetResult>(Token, args ?? new GetSubnetArgs(), options);

    public static Output<GetSubnetResult> Invoke(GetSubnetInvokeArgs? args = null, InvokeOptions? options = null)
        => Pulumi.Deployment.Instance.Invoke<GetSubnetResult>(Token, args ?? new GetSubnetInvokeArgs(), options);

    public static Output<GetSubnetResult> Invoke(GetSubnetInvokeArgs args, InvokeOutputOptions options)
        => Pulumi.Deployment.Instance.Invoke<GetSubnetResult>(Token, args, options);
}

public sealed class GetSubnetArgs : InvokeArgs
{
    [Input("availabilityZone")] public string? AvailabilityZone { get; set; }
    [Input("availabilityZoneId")] public string? AvailabilityZoneId { get; set; }
    [Input("cidrBlock")] public string? CidrBlock { get; set; }
    [Input("defaultForAz")] public bool? DefaultForAz { get; set; }
    [field: Input("filters")] public List<Inputs.GetSubnetFilterArgs> Filters { get => field ??= []; set; }
    [Input("id")] public string? Id { get; set; }
    [Input("ipv6CidrBlock")] public string? Ipv6CidrBlock { get; set; }
    [Input("region")] public string? Region { get; set; }
    [Input("state")] public string? State { get; set; }
    [field: Input("tags")] public Dictionary<string, string> Tags { get => field ??= []; set; }
    [Input("vpcId")] public string? VpcId { get; set; }
    public static new GetSubnetArgs Empty => new();
}

public sealed class GetSubnetInvokeArgs : InvokeArgs
{
    [Input("availabilityZone")] public Input<string>? AvailabilityZone { get; set; }
    [Input("availabilityZoneId")] public Input<string>? AvailabilityZoneId { get; set; }
    [Input("cidrBlock")] public Input<string>? CidrBlock { get; set; }
    [Input("defaultForAz")] public Input<bool>? DefaultForAz { get; set; }
    [field: Input("filters")] public InputList<Inputs.GetSubnetFilterInputArgs> Filters { get => field ??= new(); set; }
    [Input("id")] public Input<string>? Id { get; set; }
    [Input("ipv6CidrBlock")] public Input<string>? Ipv6CidrBlock { get; set; }
    [Input("region")] public Input<string>? Region { get; set; }
    [Input("state")] public Input<string>? State { get; set; }
    [field: Input("tags")] public InputMap<string> Tags { get => field ??= new(); set; }
    [Input("vpcId")] public Input<string>? VpcId { get; set; }
    public static new GetSubnetInvokeArgs Empty => new();
}

[OutputType]
public sealed class GetSubnetResult
{
    private GetSubnetResult()
    {
    }

    public readonly string Arn = null!;
    public readonly bool AssignIpv6AddressOnCreation;
    public readonly string AvailabilityZone = null!;
    public readonly string AvailabilityZoneId = null!;
    public readonly int AvailableIpAddressCount;
    public readonly string CidrBlock = null!;
    public readonly string CustomerOwnedIpv4Pool = null!;
    public readonly bool DefaultForAz;
    public readonly bool EnableDns64;
    public readonly int EnableLniAtDeviceIndex;
    public readonly bool EnableResourceNameDnsARecordOnLaunch;
    public readonly bool EnableResourceNameDnsAaaaRecordOnLaunch;
    public readonly ImmutableArray<Outputs.GetSubnetFilterResult> Filters;
    public readonly string Id = null!;
    public readonly string Ipv6CidrBlock = null!;
    public readonly string Ipv6CidrBlockAssociationId = null!;
    public readonly bool Ipv6Native;
    public readonly bool MapCustomerOwnedIpOnLaunch;
    public readonly bool MapPublicIpOnLaunch;
    public readonly string OutpostArn = null!;
    public readonly string OwnerId = null!;
    public readonly string PrivateDnsHostnameTypeOnLaunch = null!;
    public readonly string Region = null!;
    public readonly string State = null!;
    public readonly ImmutableDictionary<string, string> Tags = null!;
    public readonly string VpcId = null!;
}
