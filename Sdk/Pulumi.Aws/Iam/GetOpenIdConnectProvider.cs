using System.Collections.Immutable;

namespace Pulumi.Aws.Iam;

public static class GetOpenIdConnectProvider
{
    private const string Token = "aws:iam/getOpenIdConnectProvider:getOpenIdConnectProvider";

    public static Task<GetOpenIdConnectProviderResult> InvokeAsync(GetOpenIdConnectProviderArgs? args = null, InvokeOptions? options = null)
        => Pulumi.Deployment.Instance.InvokeAsync<GetOpenIdConnectProviderResult>(Token, args ?? new GetOpenIdConnectProviderArgs(), options);
}

public sealed class GetOpenIdConnectProviderArgs : InvokeArgs
{
    [Input("arn")] public string? Arn { get; set; }
    [field: Input("tags")] public Dictionary<string, string> Tags { get => field ??= []; set; }
    [Input("url")] public string? Url { get; set; }
    public static new GetOpenIdConnectProviderArgs Empty => new();
}

[OutputType]
public sealed class GetOpenIdConnectProviderResult
{
    private GetOpenIdConnectProviderResult()
    {
    }

    public readonly string Arn = null!;
    public readonly ImmutableArray<string> ClientIdLists;
    public readonly string Id = null!;
    public readonly ImmutableDictionary<string, string> Tags = null!;
    public readonly ImmutableArray<string> ThumbprintLists;
    public readonly string Url = null!;
}
