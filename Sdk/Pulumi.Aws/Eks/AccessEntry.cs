using System.Collections.Immutable;

namespace Pulumi.Aws.Eks;

public class AccessEntry(string name, AccessEntryArgs args, CustomResourceOptions? options = null)
    : CustomResource("aws:eks/accessEntry:AccessEntry", name, args, options)
{
    [Output("accessEntryArn")] public Output<string> AccessEntryArn { get; private set; } = null!;
    [Output("clusterName")] public Output<string> ClusterName { get; private set; } = null!;
    [Output("createdAt")] public Output<string> CreatedAt { get; private set; } = null!;
    [Output("kubernetesGroups")] public Output<ImmutableArray<string>> KubernetesGroups { get; private set; } = null!;
    [Output("modifiedAt")] public Output<string> ModifiedAt { get; private set; } = null!;
    [Output("principalArn")] public Output<string> PrincipalArn { get; private set; } = null!;
    [Output("region")] public Output<string> Region { get; private set; } = null!;
    [Output("tags")] public Output<ImmutableDictionary<string, string>?> Tags { get; private set; } = null!;
    [Output("tagsAll")] public Output<ImmutableDictionary<string, string>> TagsAll { get; private set; } = null!;
    [Output("type")] public Output<string?> Type { get; private set; } = null!;
    [Output("userName")] public Output<string> UserName { get; private set; } = null!;
}

public sealed class AccessEntryArgs : ResourceArgs
{
    [Input("clusterName", required: true)] public Input<string> ClusterName { get; set; } = null!;
    [field: Input("kubernetesGroups")] public InputList<string> KubernetesGroups { get => field ??= new(); set; }
    [Input("principalArn", required: true)] public Input<string> PrincipalArn { get; set; } = null!;
    [Input("region")] public Input<string>? Region { get; set; }
    [field: Input("tags")] public InputMap<string> Tags { get => field ??= new(); set; }
    [Input("type")] public Input<string>? Type { get; set; }
    [Input("userName")] public Input<string>? UserName { get; set; }
    public static new AccessEntryArgs Empty => new();
}
