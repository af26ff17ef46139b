namespace Pulumi.Kubernetes.Rbac.V1;

public class Role(string name, Types.Inputs.Rbac.V1.RoleArgs? args = null, CustomResourceOptions? options = null)
    : KubernetesResource("kubernetes:rbac.authorization.k8s.io/v1:Role", name, args ?? new(), options)
{
    [Output("apiVersion")] public Output<string> ApiVersion { get; private set; } = null!;
    [Output("kind")] public Output<string> Kind { get; private set; } = null!;
    [Output("metadata")] public Output<Types.Outputs.Meta.V1.ObjectMeta> Metadata { get; private set; } = null!;

    public static Role Get(string name, Input<string> id, CustomResourceOptions? options = null) => new(name, null, Existing(id, options));
}

public class RoleBinding(string name, Types.Inputs.Rbac.V1.RoleBindingArgs? args = null, CustomResourceOptions? options = null)
    : KubernetesResource("kubernetes:rbac.authorization.k8s.io/v1:RoleBinding", name, args ?? new(), options)
{
    [Output("apiVersion")] public Output<string> ApiVersion { get; private set; } = null!;
    [Output("kind")] public Output<string> Kind { get; private set; } = null!;
    [Output("metadata")] public Output<Types.Outputs.Meta.V1.ObjectMeta> Metadata { get; private set; } = null!;

    public static RoleBinding Get(string name, Input<string> id, CustomResourceOptions? options = null) => new(name, null, Existing(id, options));
}

public class ClusterRole(string name, Types.Inputs.Rbac.V1.ClusterRoleArgs? args = null, CustomResourceOptions? options = null)
    : KubernetesResource("kubernetes:rbac.authorization.k8s.io/v1:ClusterRole", name, args ?? new(), options)
{
    [Output("apiVersion")] public Output<string> ApiVersion { get; private set; } = null!;
    [Output("kind")] public Output<string> Kind { get; private set; } = null!;
    [Output("metadata")] public Output<Types.Outputs.Meta.V1.ObjectMeta> Metadata { get; private set; } = null!;

    public static ClusterRole Get(string name, Input<string> id, CustomResourceOptions? options = null) => new(name, null, Existing(id, options));
}

public class ClusterRoleBinding(string name, Types.Inputs.Rbac.V1.ClusterRoleBindingArgs? args = null, CustomResourceOptions? options = null)
    : KubernetesResource("kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding", name, args ?? new(), options)
{
    [Output("apiVersion")] public Output<string> ApiVersion { get; private set; } = null!;
    [Output("kind")] public Output<string> Kind { get; private set; } = null!;
    [Output("metadata")] public Output<Types.Outputs.Meta.V1.ObjectMeta> Metadata { get; private set; } = null!;

    public static ClusterRoleBinding Get(string name, Input<string> id, CustomResourceOptions? options = null)
        => new(name, null, Existing(id, options));
}
