namespace Pulumi.Aws.Ec2.Inputs;

public sealed class SecurityGroupIngressArgs : ResourceArgs
{
    [field: Input("cidrBlocks")] public InputList<string> CidrBlocks { get => field ??= new(); set; }
    [Input("description")] public Input<string>? Description { get; set; }
    [Input("fromPort", required: true)] public Input<int> FromPort { get; set; } = null!;
    [field: Input("ipv6CidrBlocks")] public InputList<string> Ipv6CidrBlocks { get => field ??= new(); set; }
    [field: Input("prefixListIds")] public InputList<string> PrefixListIds { get => field ??= new(); set; }
    [Input("protocol", required: true)] public Input<string> Protocol { get; set; } = null!;
    [field: Input("securityGroups")] public InputList<string> SecurityGroups { get => field ??= new(); set; }
    [Input("self")] public Input<bool>? Self { get; set; }
    [Input("toPort", required: true)] public Input<int> ToPort { get; set; } = null!;
    public static new SecurityGroupIngressArgs Empty => new();
}

public sealed class SecurityGroupEgressArgs : ResourceArgs
{
    [field: Input("cidrBlocks")] public InputList<string> CidrBlocks { get => field ??= new(); set; }
    [Input("description")] public Input<string>? Description { get; set; }
    [Input("fromPort", required: true)] public Input<int> FromPort { get; set; } = null!;
    [field: Input("ipv6CidrBlocks")] public InputList<string> Ipv6CidrBlocks { get => field ??= new(); set; }
    [field: Input("prefixListIds")] public InputList<string> PrefixListIds { get => field ??= new(); set; }
    [Input("protocol", required: true)] public Input<string> Protocol { get; set; } = null!;
    [field: Input("securityGroups")] public InputList<string> SecurityGroups { get => field ??= new(); set; }
    [Input("self")] public Input<bool>? Self { get; set; }
    [Input("toPort", required: true)] public Input<int> ToPort { get; set; } = null!;
    public static new SecurityGroupEgressArgs Empty => new();
}
