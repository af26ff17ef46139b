using System.Collections.Immutable;

namespace Pulumi.Aws.Eks;

public static class GetCluster
{
    private const string Token = "aws:eks/getCluster:getCluster";

    public static Task<GetClusterResult> InvokeAsync(GetClusterArgs args, InvokeOptions? options = null)
        => Pulumi.Deployment.Instance.InvokeAsync<GetClusterResult>(Token, args, options);

    public static Output<GetClusterResult> Invoke(GetClusterInvokeArgs args, InvokeOptions? options = null)
        => Pulumi.Deployment.Instance.Invoke<GetClusterResult>(Token, args, options);

    public static Output<GetClusterResult> Invoke(GetClusterInvokeArgs args, InvokeOutputOptions options)
        => Pulumi.Deployment.Instance.Invoke<GetClusterResult>(Token, args, options);
}

public sealed class GetClusterArgs : InvokeArgs
{
    [Input("name", required: true)] public string Name { get; set; } = null!;
    [Input("region")] public string? Region { get; set; }
    [field: Input("tags")] public Dictionary<string, string> Tags { get => field ??= []; set; }
    public static new GetClusterArgs Empty => new();
}

public sealed class GetClusterInvokeArgs : InvokeArgs
{
    [Input("name", required: true)] public Input<string> Name { get; set; } = null!;
    [Input("region")] public Input<string>? Region { get; set; }
    [field: Input("tags")] public InputMap<string> Tags { get => field ??= new(); set; }
    public static new GetClusterInvokeArgs Empty => new();
}

[OutputType]
public sealed class GetClusterResult
{
    private GetClusterResult()
    {
    }

    public readonly ImmutableArray<Outputs.GetClusterAccessConfigResult> AccessConfigs;
    public readonly string Arn = null!;
    public readonly ImmutableArray<Outputs.GetClusterCertificateAuthorityResult> CertificateAuthorities;
    public readonly string ClusterId = null!;
    public readonly string CreatedAt = null!;
    public readonly bool DeletionProtection;
    public readonly ImmutableArray<string> EnabledClusterLogTypes;
    public readonly string Endpoint = null!;
    public readonly string Id = null!;
    public readonly ImmutableArray<Outputs.GetClusterIdentityResult> Identities;
    public readonly ImmutableArray<Outputs.GetClusterKubernetesNetworkConfigResult> KubernetesNetworkConfigs;
    public readonly string Name = null!;
    public readonly string PlatformVersion = null!;
    public readonly string Region = null!;
    public readonly string RoleArn = null!;
    public readonly string Status = null!;
    public readonly ImmutableDictionary<string, string> Tags = null!;
    public readonly string Version = null!;
    public readonly Outputs.GetClusterVpcConfigResult VpcConfig = null!;
}
