namespace Pulumi.Kubernetes.Types.Inputs.Rbac.V1;

public class RoleArgs : ResourceArgs, IObjectArgs
{
    [Input("apiVersion")] public Input<string>? ApiVersion { get; set; }
    [Input("kind")] public Input<string>? Kind { get; set; }
    [Input("metadata")] public Input<Meta.V1.ObjectMetaArgs>? Metadata { get; set; }
    [field: Input("rules")] public InputList<PolicyRuleArgs> Rules { get => field ??= new(); set; }
    public static new RoleArgs Empty => new();
}

public class ClusterRoleArgs : ResourceArgs, IObjectArgs
{
    [Input("aggregationRule")] public Input<AggregationRuleArgs>? AggregationRule { get; set; }
    [Input("apiVersion")] public Input<string>? ApiVersion { get; set; }
    [Input("kind")] public Input<string>? Kind { get; set; }
    [Input("metadata")] public Input<Meta.V1.ObjectMetaArgs>? Metadata { get; set; }
    [field: Input("rules")] public InputList<PolicyRuleArgs> Rules { get => field ??= new(); set; }
    public static new ClusterRoleArgs Empty => new();
}

public class PolicyRuleArgs : ResourceArgs
{
    [field: Input("apiGroups")] public InputList<string> ApiGroups { get => field ??= new(); set; }
    [field: Input("nonResourceURLs")] public InputList<string> NonResourceURLs { get => field ??= new(); set; }
    [field: Input("resourceNames")] public InputList<string> ResourceNames { get => field ??= new(); set; }
    [field: Input("resources")] public InputList<string> Resources { get => field ??= new(); set; }
    [field: Input("verbs", required: true)] public InputList<string> Verbs { get => field ??= new(); set; }
    public static new PolicyRuleArgs Empty => new();
}

public class AggregationRuleArgs : ResourceArgs
{
    [field: Input("clusterRoleSelectors")] public InputList<Meta.V1.LabelSelectorArgs> ClusterRoleSelectors { get => field ??= new(); set; }
    public static new AggregationRuleArgs Empty => new();
}
