using System.Collections.Immutable;

namespace Pulumi.Eks;

public class Addon(string name, AddonArgs args, ComponentResourceOptions? options = null)
    : ComponentResource("eks:index:Addon", name, args, options, remote: true);

public sealed class AddonArgs : ResourceArgs
{
    [Input("addonName", required: true)] public Input<string> AddonName { get; set; } = null!;
    [Input("addonVersion")] public Input<string>? AddonVersion { get; set; }
    [Input("cluster", required: true)] public Input<Cluster> Cluster { get; set; } = null!;
    [field: Input("configurationValues")] public InputMap<object> ConfigurationValues { get => field ??= new(); set; }
    [Input("preserve")] public Input<bool>? Preserve { get; set; }
    [Input("resolveConflictsOnCreate")] public Input<string>? ResolveConflictsOnCreate { get; set; }
    [Input("resolveConflictsOnUpdate")] public Input<string>? ResolveConflictsOnUpdate { get; set; }
    [Input("serviceAccountRoleArn")] public Input<string>? ServiceAccountRoleArn { get; set; }
    [field: Input("tags")] public InputList<ImmutableDictionary<string, string>> Tags { get => field ??= new(); set; }
    public static new AddonArgs Empty => new();
}
