namespace Pulumi.Kubernetes.Apps.V1;

public class DaemonSet(string name, Types.Inputs.Apps.V1.DaemonSetArgs? args = null, CustomResourceOptions? options = null)
    : KubernetesResource("kubernetes:apps/v1:DaemonSet", name, args ?? new(), options)
{
    [Output("apiVersion")] public Output<string> ApiVersion { get; private set; } = null!;
    [Output("kind")] public Output<string> Kind { get; private set; } = null!;
    [Output("metadata")] public Output<Types.Outputs.Meta.V1.ObjectMeta> Metadata { get; private set; } = null!;

    public static DaemonSet Get(string name, Input<string> id, CustomResourceOptions? options = null) => new(name, null, Existing(id, options));
}

public class Deployment(string name, Types.Inputs.Apps.V1.DeploymentArgs? args = null, CustomResourceOptions? options = null)
    : KubernetesResource("kubernetes:apps/v1:Deployment", name, args ?? new(), options)
{
    [Output("apiVersion")] public Output<string> ApiVersion { get; private set; } = null!;
    [Output("kind")] public Output<string> Kind { get; private set; } = null!;
    [Output("metadata")] public Output<Types.Outputs.Meta.V1.ObjectMeta> Metadata { get; private set; } = null!;

    public static Deployment Get(string name, Input<string> id, CustomResourceOptions? options = null) => new(name, null, Existing(id, options));
}
