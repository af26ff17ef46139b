using System.Collections.Immutable;

namespace Pulumi.Aws.Eks.Outputs;

[OutputType]
public sealed class GetNodeGroupLaunchTemplateResult
{
    private GetNodeGroupLaunchTemplateResult()
    {
    }

    public readonly string Id = null!;
    public readonly string Name = null!;
    public readonly string Version = null!;
}

[OutputType]
public sealed class GetNodeGroupRemoteAccessResult
{
    private GetNodeGroupRemoteAccessResult()
    {
    }

    public readonly string Ec2SshKey = null!;
    public readonly ImmutableArray<string> SourceSecurityGroupIds;
}

[OutputType]
public sealed class GetNodeGroupResourceResult
{
    private GetNodeGroupResourceResult()
    {
    }

    public readonly ImmutableArray<GetNodeGroupResourceAutoscalingGroupResult> AutoscalingGroups;
    public readonly string RemoteAccessSecurityGroupId = null!;
}

[OutputType]
public sealed class GetNodeGroupResourceAutoscalingGroupResult
{
    private GetNodeGroupResourceAutoscalingGroupResult()
    {
    }

    public readonly string Name = null!;
}

[OutputType]
public sealed class GetNodeGroupScalingConfigResult
{
    private GetNodeGroupScalingConfigResult()
    {
    }

    public readonly int DesiredSize;
    public readonly int MaxSize;
    public readonly int MinSize;
}

[OutputType]
public sealed class GetNodeGroupTaintResult
{
    private GetNodeGroupTaintResult()
    {
    }

    public readonly string Effect = null!;
    public readonly string Key = null!;
    public readonly string Value = null!;
}

[OutputType]
public sealed class GetNodeGroupUpdateConfigResult
{
    private GetNodeGroupUpdateConfigResult()
    {
    }

    public readonly int MaxUnavailable;
    public readonly int MaxUnavailablePercentage;
    public readonly string UpdateStrategy = null!;
}
