namespace Pulumi.Aws.Eks.Inputs;

public sealed class NodeGroupTaintArgs : ResourceArgs
{
    [Input("effect", required: true)] public Input<string> Effect { get; set; } = null!;
    [Input("key", required: true)] public Input<string> Key { get; set; } = null!;
    [Input("value")] public Input<string>? Value { get; set; }
    public static new NodeGroupTaintArgs Empty => new();
}

public sealed class NodeGroupScalingConfigArgs : ResourceArgs
{
    [Input("desiredSize", required: true)] public Input<int> DesiredSize { get; set; } = null!;
    [Input("maxSize", required: true)] public Input<int> MaxSize { get; set; } = null!;
    [Input("minSize", required: true)] public Input<int> MinSize { get; set; } = null!;
    public static new NodeGroupScalingConfigArgs Empty => new();
}

public sealed class NodeGroupUpdateConfigArgs : ResourceArgs
{
    [Input("maxUnavailable")] public Input<int>? MaxUnavailable { get; set; }
    [Input("maxUnavailablePercentage")] public Input<int>? MaxUnavailablePercentage { get; set; }
    [Input("updateStrategy")] public Input<string>? UpdateStrategy { get; set; }
    public static new NodeGroupUpdateConfigArgs Empty => new();
}

public sealed class NodeGroupLaunchTemplateArgs : ResourceArgs
{
    [Input("id")] public Input<string>? Id { get; set; }
    [Input("name")] public Input<string>? Name { get; set; }
    [Input("version", required: true)] public Input<string> Version { get; set; } = null!;
    public static new NodeGroupLaunchTemplateArgs Empty => new();
}

public sealed class NodeGroupRemoteAccessArgs : ResourceArgs
{
    [Input("ec2SshKey")] public Input<string>? Ec2SshKey { get; set; }
    [field: Input("sourceSecurityGroupIds")] public InputList<string> SourceSecurityGroupIds { get => field ??= new(); set; }
    public static new NodeGroupRemoteAccessArgs Empty => new();
}
