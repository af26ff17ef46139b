using System.Collections.Immutable;

namespace Pulumi.Aws.Eks.Outputs;

[OutputType]
public sealed class NodeGroupTaint
{
    private NodeGroupTaint()
    {
    }

    public readonly string Effect = null!;
    public readonly string Key = null!;
    public readonly string? Value;
}

[OutputType]
public sealed class NodeGroupScalingConfig
{
    private NodeGroupScalingConfig()
    {
    }

    public readonly int DesiredSize;
    public readonly int MaxSize;
    public readonly int MinSize;
}

[OutputType]
public sealed class NodeGroupUpdateConfig
{
    private NodeGroupUpdateConfig()
    {
    }

    public readonly int? MaxUnavailable;
    public readonly int? MaxUnavailablePercentage;
    public readonly string? UpdateStrategy;
}

[OutputType]
public sealed class NodeGroupLaunchTemplate
{
    private NodeGroupLaunchTemplate()
    {
    }

    public readonly string Id = null!;
    public readonly string Name = null!;
    public readonly string Version = null!;
}

[OutputType]
public sealed class NodeGroupRemoteAccess
{
    private NodeGroupRemoteAccess()
    {
    }

    public readonly string? Ec2SshKey;
    public readonly ImmutableArray<string> SourceSecurityGroupIds;
}

[OutputType]
public sealed class NodeGroupResource
{
    private NodeGroupResource()
    {
    }

    public readonly ImmutableArray<NodeGroupResourceAutoscalingGroup> AutoscalingGroups;
    public readonly string RemoteAccessSecurityGroupId = null!;
}

[OutputType]
public sealed class NodeGroupResourceAutoscalingGroup
{
    private NodeGroupResourceAutoscalingGroup()
    {
    }

    public readonly string Name = null!;
}
