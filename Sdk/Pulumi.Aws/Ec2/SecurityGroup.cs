using System.Collections.Immutable;

namespace Pulumi.Aws.Ec2;

public class SecurityGroup(string name, SecurityGroupArgs? args = null, CustomResourceOptions? options = null)
    : CustomResource("aws:ec2/securityGroup:SecurityGroup", name, args ?? new(), options)
{
    [Output("arn")] public Output<string> Arn { get; private set; } = null!;
    [Output("description")] public Output<string> Description { get; private set; } = null!;
    [Output("name")] public Output<string> Name { get; private set; } = null!;
    [Output("namePrefix")] public Output<string> NamePrefix { get; private set; } = null!;
    [Output("ownerId")] public Output<string> OwnerId { get; private set; } = null!;
    [Output("region")] public Output<string> Region { get; private set; } = null!;
    [Output("revokeRulesOnDelete")] public Output<bool?> RevokeRulesOnDelete { get; private set; } = null!;
    [Output("tags")] public Output<ImmutableDictionary<string, string>?> Tags { get; private set; } = null!;
    [Output("tagsAll")] public Output<ImmutableDictionary<string, string>> TagsAll { get; private set; } = null!;
    [Output("vpcId")] public Output<string> VpcId { get; private set; } = null!;
}

public sealed class SecurityGroupArgs : ResourceArgs
{
    [Input("description")] public Input<string>? Description { get; set; }
    [field: Input("egress")] public InputList<Inputs.SecurityGroupEgressArgs> Egress { get => field ??= new(); set; }
    [field: Input("ingress")] public InputList<Inputs.SecurityGroupIngressArgs> Ingress { get => field ??= new(); set; }
    [Input("name")] public Input<string>? Name { get; set; }
    [Input("namePrefix")] public Input<string>? NamePrefix { get; set; }
    [Input("region")] public Input<string>? Region { get; set; }
    [Input("revokeRulesOnDelete")] public Input<bool>? RevokeRulesOnDelete { get; set; }
    [field: Input("tags")] public InputMap<string> Tags { get => field ??= new(); set; }
    [Input("vpcId")] public Input<string>? VpcId { get; set; }
    public static new SecurityGroupArgs Empty => new();
}
