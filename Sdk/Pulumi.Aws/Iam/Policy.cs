using System.Collections.Immutable;

namespace Pulumi.Aws.Iam;

public class Policy(string name, PolicyArgs args, CustomResourceOptions? options = null)
    : CustomResource("aws:iam/policy:Policy", name, args, options)
{
    [Output("arn")] public Output<string> Arn { get; private set; } = null!;
    [Output("attachmentCount")] public Output<int> AttachmentCount { get; private set; } = null!;
    [Output("delayAfterPolicyCreationInMs")] public Output<int?> DelayAfterPolicyCreationInMs { get; private set; } = null!;
    [Output("description")] public Output<string?> Description { get; private set; } = null!;
    [Output("name")] public Output<string> Name { get; private set; } = null!;
    [Output("namePrefix")] public Output<string> NamePrefix { get; private set; } = null!;
    [Output("path")] public Output<string?> Path { get; private set; } = null!;
    [Output("policy")] public Output<string> PolicyDocument { get; private set; } = null!;
    [Output("policyId")] public Output<string> PolicyId { get; private set; } = null!;
    [Output("tags")] public Output<ImmutableDictionary<string, string>?> Tags { get; private set; } = null!;
    [Output("tagsAll")] public Output<ImmutableDictionary<string, string>> TagsAll { get; private set; } = null!;
}

public sealed class PolicyArgs : ResourceArgs
{
    [Input("delayAfterPolicyCreationInMs")] public Input<int>? DelayAfterPolicyCreationInMs { get; set; }
    [Input("description")] public Input<string>? Description { get; set; }
    [Input("name")] public Input<string>? Name { get; set; }
    [Input("namePrefix")] public Input<string>? NamePrefix { get; set; }
    [Input("path")] public Input<string>? Path { get; set; }
    [Input("policy", required: true)] public Input<string> PolicyDocument { get; set; } = null!;
    [field: Input("tags")] public InputMap<string> Tags { get => field ??= new(); set; }
    public static new PolicyArgs Empty => new();
}
