using System.Collections.Immutable;

namespace Pulumi.Aws.Iam;

public class Role(string name, RoleArgs args, CustomResourceOptions? options = null)
    : CustomResource("aws:iam/role:Role", name, args, options)
{
    [Output("arn")] public Output<string> Arn { get; private set; } = null!;
    [Output("assumeRolePolicy")] public Output<string> AssumeRolePolicy { get; private set; } = null!;
    [Output("createDate")] public Output<string> CreateDate { get; private set; } = null!;
    [Output("description")] public Output<string?> Description { get; private set; } = null!;
    [Output("forceDetachPolicies")] public Output<bool?> ForceDetachPolicies { get; private set; } = null!;
    [Output("managedPolicyArns")] public Output<ImmutableArray<string>> ManagedPolicyArns { get; private set; } = null!;
    [Output("maxSessionDuration")] public Output<int?> MaxSessionDuration { get; private set; } = null!;
    [Output("name")] public Output<string> Name { get; private set; } = null!;
    [Output("namePrefix")] public Output<string> NamePrefix { get; private set; } = null!;
    [Output("path")] public Output<string?> Path { get; private set; } = null!;
    [Output("permissionsBoundary")] public Output<string?> PermissionsBoundary { get; private set; } = null!;
    [Output("tags")] public Output<ImmutableDictionary<string, string>?> Tags { get; private set; } = null!;
    [Output("tagsAll")] public Output<ImmutableDictionary<string, string>> TagsAll { get; private set; } = null!;
    [Output("uniqueId")] public Output<string> UniqueId { get; private set; } = null!;
}

public sealed class RoleArgs : ResourceArgs
{
    [Input("assumeRolePolicy", required: true)] public Input<string> AssumeRolePolicy { get; set; } = null!;
    [Input("description")] public Input<string>? Description { get; set; }
    [Input("forceDetachPolicies")] public Input<bool>? ForceDetachPolicies { get; set; }
    [field: Input("managedPolicyArns")] public InputList<string> ManagedPolicyArns { get => field ??= new(); set; }
    [Input("maxSessionDuration")] public Input<int>? MaxSessionDuration { get; set; }
    [Input("name")] public Input<string>? Name { get; set; }
    [Input("namePrefix")] public Input<string>? NamePrefix { get; set; }
    [Input("path")] public Input<string>? Path { get; set; }
    [Input("permissionsBoundary")] public Input<string>? PermissionsBoundary { get; set; }
    [field: Input("tags")] public InputMap<string> Tags { get => field ??= new(); set; }
    public static new RoleArgs Empty => new();
}

public class RolePolicyAttachment(string name, RolePolicyAttachmentArgs args, CustomResourceOptions? options = null)
    : CustomResource("aws:iam/rolePolicyAttachment:RolePolicyAttachment", name, args, options)
{
    [Output("policyArn")] public Output<string> PolicyArn { get; private set; } = null!;
    [Output("role")] public Output<string> Role { get; private set; } = null!;
}

public sealed class RolePolicyAttachmentArgs : ResourceArgs
{
    [Input("policyArn", required: true)] public Input<string> PolicyArn { get; set; } = null!;
    [Input("role", required: true)] public Input<string> Role { get; set; } = null!;
    public static new RolePolicyAttachmentArgs Empty => new();
}

public class RolePolicy(string name, RolePolicyArgs args, CustomResourceOptions? options = null)
    : CustomResource("aws:iam/rolePolicy:RolePolicy", name, args, options)
{
    [Output("name")] public Output<string> Name { get; private set; } = null!;
    [Output("namePrefix")] public Output<string> NamePrefix { get; private set; } = null!;
    [Output("policy")] public Output<string> Policy { get; private set; } = null!;
    [Output("role")] public Output<string> Role { get; private set; } = null!;
}

public sealed class RolePolicyArgs : ResourceArgs
{
    [Input("name")] public Input<string>? Name { get; set; }
    [Input("namePrefix")] public Input<string>? NamePrefix { get; set; }
    [Input("policy", required: true)] public Input<string> Policy { get; set; } = null!;
    [Input("role", required: true)] public Input<string> Role { get; set; } = null!;
    public static new RolePolicyArgs Empty => new();
}
