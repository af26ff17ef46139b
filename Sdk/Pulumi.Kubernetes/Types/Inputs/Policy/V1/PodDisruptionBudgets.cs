namespace Pulumi.Kubernetes.Types.Inputs.Policy.V1;

public class PodDisruptionBudgetArgs : ResourceArgs, IObjectArgs
{
    [Input("apiVersion")] public Input<string>? ApiVersion { get; set; }
    [Input("kind")] public Input<string>? Kind { get; set; }
    [Input("metadata")] public Input<Meta.V1.ObjectMetaArgs>? Metadata { get; set; }
    [Input("spec")] public Input<PodDisruptionBudgetSpecArgs>? Spec { get; set; }
    public static new PodDisruptionBudgetArgs Empty => new();
}

public class PodDisruptionBudgetSpecArgs : ResourceArgs
{
    [Input("maxUnavailable")] public InputUnion<int, string>? MaxUnavailable { get; set; }
    [Input("minAvailable")] public InputUnion<int, string>? MinAvailable { get; set; }
    [Input("selector")] public Input<Meta.V1.LabelSelectorArgs>? Selector { get; set; }
    [Input("unhealthyPodEvictionPolicy")] public Input<string>? UnhealthyPodEvictionPolicy { get; set; }
    public static new PodDisruptionBudgetSpecArgs Empty => new();
}
