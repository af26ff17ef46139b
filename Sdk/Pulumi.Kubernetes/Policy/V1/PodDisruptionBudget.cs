namespace Pulumi.Kubernetes.Policy.V1;

public class PodDisruptionBudget(string name, Types.Inputs.Policy.V1.PodDisruptionBudgetArgs? args = null, CustomResourceOptions? options = null)
    : KubernetesResource("kubernetes:policy/v1:PodDisruptionBudget", name, args ?? new(), options)
{
    [Output("apiVersion")] public Output<string> ApiVersion { get; private set; } = null!;
    [Output("kind")] public Output<string> Kind { get; private set; } = null!;
    [Output("metadata")] public Output<Types.Outputs.Meta.V1.ObjectMeta> Metadata { get; private set; } = null!;

    public static PodDisruptionBudget Get(string name, Input<string> id, CustomResourceOptions? options = null)
        => new(name, null, Existing(id, options));
}
