namespace Pulumi.Kubernetes.Types.Inputs.Rbac.V1;

public class RoleBindingArgs : ResourceArgs, IObjectArgs
{
    [Input("apiVersion")] public Input<string>? ApiVersion { get; set; }
    [Input("kind")] public Input<string>? Kind { get; set; }
    [Input("metadata")] public Input<Meta.V1.ObjectMetaArgs>? Metadata { get; set; }
    [Input("roleRef", required: true)] public Input<RoleRefArgs> RoleRef { get; set; } = null!;
    [field: Input("subjects")] public InputList<SubjectArgs> Subjects { get => field ??= new(); set; }
    public static new RoleBindingArgs Empty => new();
}

public class ClusterRoleBindingArgs : ResourceArgs, IObjectArgs
{
    [Input("apiVersion")] public Input<string>? ApiVersion { get; set; }
    [Input("kind")] public Input<string>? Kind { get; set; }
    [Input("metadata")] public Input<Meta.V1.ObjectMetaArgs>? Metadata { get; set; }
    [Input("roleRef", required: true)] public Input<RoleRefArgs> RoleRef { get; set; } = null!;
    [field: Input("subjects")] public InputList<SubjectArgs> Subjects { get => field ??= new(); set; }
    public static new ClusterRoleBindingArgs Empty => new();
}

public class RoleRefArgs : ResourceArgs
{
    [Input("apiGroup")] public Input<string>? ApiGroup { get; set; }
    [Input("kind", required: true)] public Input<string> Kind { get; set; } = null!;
    [Input("name", required: true)] public Input<string> Name { get; set; } = null!;
    public static new RoleRefArgs Empty => new();
}

public class SubjectArgs : ResourceArgs
{
    [Input("apiGroup")] public Input<string>? ApiGroup { get; set; }
    [Input("kind", required: true)] public Input<string> Kind { get; set; } = null!;
    [Input("name", required: true)] public Input<string> Name { get; set; } = null!;
    [Input("namespace")] public Input<string>? Namespace { get; set; }
    public static new SubjectArgs Empty => new();
}
