using System.Collections.Immutable;

namespace Pulumi.Aws.Ec2;

public static class GetInstances
{
    private const string Token = "aws:ec2/getInstances:getInstances";

    public static Task<GetInstancesResult> InvokeAsync(GetInstancesArgs? args = null, InvokeOptions? options = null)
        => Pulumi.Deployment.Instance.InvokeAsync<GetInstancesResult>(Token, args ?? new GetInstancesArgs(), options);

    public static Output<GetInstancesResult> Invoke(GetInstancesInvokeArgs? args = null, InvokeOptions? options = null)
        => Pulumi.Deployment.Instance.Invoke<GetInstancesResult>(Token, args ?? new GetInstancesInvokeArgs(), options);

    public static Output<GetInstancesResult> Invoke(GetInstancesInvokeArgs args, InvokeOutputOptions options)
        => Pulumi.Deployment.Instance.Invoke<GetInstancesResult>(Token, args, options);
}

public sealed class GetInstancesArgs : InvokeArgs
{
    [field: Input("filters")] public List<Inputs.GetInstancesFilterArgs> Filters { get => field ??= []; set; }
    [field: Input("instanceStateNames")] public List<string> InstanceStateNames { get => field ??= []; set; }
    [field: Input("instanceTags")] public Dictionary<string, string> InstanceTags { get => field ??= []; set; }
    [Input("region")] public string? Region { get; set; }
    public static new GetInstancesArgs Empty => new();
}

public sealed class GetInstancesInvokeArgs : InvokeArgs
{
    [field: Input("filters")] public InputList<Inputs.GetInstancesFilterInputArgs> Filters { get => field ??= new(); set; }
    [field: Input("instanceStateNames")] public InputList<string> InstanceStateNames { get => field ??= new(); set; }
    [field: Input("instanceTags")] public InputMap<string> InstanceTags { get => field ??= new(); set; }
    [Input("region")] public Input<string>? Region { get; set; }
    public static new GetInstancesInvokeArgs Empty => new();
}

[OutputType]
public sealed class GetInstancesResult
{
    private GetInstancesResult()
    {
    }

    public readonly ImmutableArray<Outputs.GetInstancesFilterResult> Filters;
    public readonly string Id = null!;
    public readonly ImmutableArray<string> Ids;
    public readonly ImmutableArray<string> InstanceStateNames;
    public readonly ImmutableDictionary<string, string> InstanceTags = null!;
    public readonly ImmutableArray<string> Ipv6Addresses;
    public readonly ImmutableArray<string> PrivateIps;
    public readonly ImmutableArray<string> PublicIps;
    public readonly string Region = null!;
}
