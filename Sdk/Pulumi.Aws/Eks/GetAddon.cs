using System.Collections.Immutable;

namespace Pulumi.Aws.Eks;

public static class GetAddon
{
    private const string Token = "aws:eks/getAddon:getAddon";

    public static Task<GetAddonResult> InvokeAsync(GetAddonArgs args, InvokeOptions? options = null)
        => Pulumi.Deployment.Instance.InvokeAsync<GetAddonResult>(Token, args, options);

    public static Output<GetAddonResult> Invoke(GetAddonInvokeArgs args, InvokeOptions? options = null)
        => Pulumi.Deployment.Instance.Invoke<GetAddonResult>(Token, args, options);

    public static Output<GetAddonResult> Invoke(GetAddonInvokeArgs args, InvokeOutputOptions options)
        => Pulumi.Deployment.Instance.Invoke<GetAddonResult>(Token, args, options);
}

public sealed class GetAddonArgs : InvokeArgs
{
    [Input("addonName", required: true)] public string AddonName { get; set; } = null!;
    [Input("clusterName", required: true)] public string ClusterName { get; set; } = null!;
    [Input("region")] public string? Region { get; set; }
    [field: Input("tags")] public Dictionary<string, string> Tags { get => field ??= []; set; }
    public static new GetAddonArgs Empty => new();
}

public sealed class GetAddonInvokeArgs : InvokeArgs
{
    [Input("addonName", required: true)] public Input<string> AddonName { get; set; } = null!;
    [Input("clusterName", required: true)] public Input<string> ClusterName { get; set; } = null!;
    [Input("region")] public Input<string>? Region { get; set; }
    [field: Input("tags")] public InputMap<string> Tags { get => field ??= new(); set; }
    public static new GetAddonInvokeArgs Empty => new();
}

[OutputType]
public sealed class GetAddonResult
{
    private GetAddonResult()
    {
    }

    public readonly string AddonName = null!;
    public readonly string AddonVersion = null!;
    public readonly string Arn = null!;
    public readonly string ClusterName = null!;
    public readonly string ConfigurationValues = null!;
    public readonly string CreatedAt = null!;
    public readonly string Id = null!;
    public readonly string ModifiedAt = null!;
    public readonly ImmutableArray<Outputs.GetAddonPodIdentityAssociationResult> PodIdentityAssociations;
    public readonly string Region = null!;
    public readonly string ServiceAccountRoleArn = null!;
    public readonly ImmutableDictionary<string, string> Tags = null!;
}
