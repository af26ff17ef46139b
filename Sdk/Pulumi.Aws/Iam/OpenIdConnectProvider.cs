using System.Collections.Immutable;

namespace Pulumi.Aws.Iam;

public class OpenIdConnectProvider(string name, OpenIdConnectProviderArgs args, CustomResourceOptions? options = null)
    : CustomResource("aws:iam/openIdConnectProvider:OpenIdConnectProvider", name, args, options)
{
    [Output("arn")] public Output<string> Arn { get; private set; } = null!;
    [Output("clientIdLists")] public Output<ImmutableArray<string>> ClientIdLists { get; private set; } = null!;
    [Output("tags")] public Output<ImmutableDictionary<string, string>?> Tags { get; private set; } = null!;
    [Output("tagsAll")] public Output<ImmutableDictionary<string, string>> TagsAll { get; private set; } = null!;
    [Output("thumbprintLists")] public Output<ImmutableArray<string>> ThumbprintLists { get; private set; } = null!;
    [Output("url")] public Output<string> Url { get; private set; } = null!;
}

public sealed class OpenIdConnectProviderArgs : ResourceArgs
{
    [field: Input("clientIdLists", required: true)] public InputList<string> ClientIdLists { get => field ??= new(); set; }
    [field: Input("tags")] public InputMap<string> Tags { get => field ??= new(); set; }
    [field: Input("thumbprintLists")] public InputList<string> ThumbprintLists { get => field ??= new(); set; }
    [Input("url", required: true)] public Input<string> Url { get; set; } = null!;
    public static new OpenIdConnectProviderArgs Empty => new();
}
