using System.Collections.Immutable;

namespace Pulumi.Aws.Ec2;

public class SecurityGroupRule(string name, SecurityGroupRuleArgs args, CustomResourceOptions? options = null)
    : CustomResource("aws:ec2/securityGroupRule:SecurityGroupRule", name, args, options)
{
    [Output("cidrBlocks")] public Output<ImmutableArray<string>> CidrBlocks { get; private set; } = null!;
    [Output("description")] public Output<string?> Description { get; private set; } = null!;
    [Output("fromPort")] public Output<int> FromPort { get; private set; } = null!;
    [Output("ipv6CidrBlocks")] public Output<ImmutableArray<string>> Ipv6CidrBlocks { get; private set; } = null!;
    [Output("prefixListIds")] public Output<ImmutableArray<string>> PrefixListIds { get; private set; } = null!;
    [Output("protocol")] public Output<string> Protocol { get; private set; } = null!;
    [Output("region")] public Output<string> Region { get; private set; } = null!;
    [Output("securityGroupId")] public Output<string> SecurityGroupId { get; private set; } = null!;
    [Output("securityGroupRuleId")] public Output<string> SecurityGroupRuleId { get; private set; } = null!;
    [Output("self")] public Output<bool?> Self { get; private set; } = null!;
    [Output("sourceSecurityGroupId")] public Output<string> SourceSecurityGroupId { get; private set; } = null!;
    [Output("toPort")] public Output<int> ToPort { get; private set; } = null!;
    [Output("type")] public Output<string> Type { get; private set; } = null!;
}

public sealed class SecurityGroupRuleArgs : ResourceArgs
{
    [field: Input("cidrBlocks")] public InputList<string> CidrBlocks { get => field ??= new(); set; }
    [Input("description")] public Input<string>? Description { get; set; }
    [Input("fromPort", required: true)] public Input<int> FromPort { get; set; } = null!;
    [field: Input("ipv6CidrBlocks")] public InputList<string> Ipv6CidrBlocks { get => field ??= new(); set; }
    [field: Input("prefixListIds")] public InputList<string> PrefixListIds { get => field ??= new(); set; }
    [Input("protocol", required: true)] public InputUnion<string, ProtocolType> Protocol { get; set; } = null!;
    [Input("region")] public Input<string>? Region { get; set; }
    [Input("securityGroupId", required: true)] public Input<string> SecurityGroupId { get; set; } = null!;
    [Input("self")] public Input<bool>? Self { get; set; }
    [Input("sourceSecurityGroupId")] public Input<string>? SourceSecurityGroupId { get; set; }
    [Input("toPort", required: true)] public Input<int> ToPort { get; set; } = null!;
    [Input("type", required: true)] public Input<string> Type { get; set; } = null!;
    public static new SecurityGroupRuleArgs Empty => new();
}

[EnumType]
public readonly struct ProtocolType : IEquatable<ProtocolType>
{
    private readonly string _value;

    private ProtocolType(string value) => _value = value;

    public static ProtocolType All { get; } = new("all");
    public static ProtocolType TCP { get; } = new("tcp");
    public static ProtocolType UDP { get; } = new("udp");
    public static ProtocolType ICMP { get; } = new("icmp");

    public static bool operator ==(ProtocolType left, ProtocolType right) => left.Equals(right);

    public static bool operator !=(ProtocolType left, ProtocolType right) => !left.Equals(right);

    public static explicit operator string(ProtocolType value) => value._value;

    public override bool Equals(object? obj) => obj is ProtocolType other && Equals(other);

    public bool Equals(ProtocolType other) => string.Equals(_value, other._value, StringComparison.Ordinal);

    public override int GetHashCode() => _value?.GetHashCode(StringComparison.Ordinal) ?? 0;

    public override string ToString() => _value;
}
