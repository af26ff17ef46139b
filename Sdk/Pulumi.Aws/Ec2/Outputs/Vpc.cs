using System.Collections.Immutable;

namespace Pulumi.Aws.Ec2.Outputs;

[OutputType]
public sealed class GetVpcCidrBlockAssociationResult
{
    private GetVpcCidrBlockAssociationResult()
    {
    }

    public readonly string AssociationId = null!;
    public readonly string CidrBlock = null!;
    public readonly string State = null!;
}

[OutputType]
public sealed class GetVpcFilterResult
{
    private GetVpcFilterResult()
    {
    }

    public readonly string Name = null!;
    public readonly ImmutableArray<string> Values;
}

[OutputType]
public sealed class GetSubnetsFilterResult
{
    private GetSubnetsFilterResult()
    {
    }

    public readonly string Name = null!;
    public readonly ImmutableArray<string> Values;
}

[OutputType]
public sealed class GetSubnetFilterResult
{
    private GetSubnetFilterResult()
    {
    }

    public readonly string Name = null!;
    public readonly ImmutableArray<string> Values;
}

[OutputType]
public sealed class GetInstancesFilterResult
{
    private GetInstancesFilterResult()
    {
    }

    public readonly string Name = null!;
    public readonly ImmutableArray<string> Values;
}
