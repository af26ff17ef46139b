namespace Pulumi.Kubernetes.Types.Inputs.Core.V1;

public class AffinityArgs : ResourceArgs
{
    [Input("nodeAffinity")] public Input<NodeAffinityArgs>? NodeAffinity { get; set; }
    [Input("podAffinity")] public Input<PodAffinityArgs>? PodAffinity { get; set; }
    [Input("podAntiAffinity")] public Input<PodAntiAffinityArgs>? PodAntiAffinity { get; set; }
    public static new AffinityArgs Empty => new();
}

public class NodeAffinityArgs : ResourceArgs
{
    [field: Input("preferredDuringSchedulingIgnoredDuringExecution")]
    public InputList<PreferredSchedulingTermArgs> PreferredDuringSchedulingIgnoredDuringExecution { get => field ??= new(); set; }
    [Input("requiredDuringSchedulingIgnoredDuringExecution")]
    public Input<NodeSelectorArgs>? RequiredDuringSchedulingIgnoredDuringExecution { get; set; }
    public static new NodeAffinityArgs Empty => new();
}

public class NodeSelectorArgs : ResourceArgs
{
    [field: Input("nodeSelectorTerms", required: true)] public InputList<NodeSelectorTermArgs> NodeSelectorTerms { get => field ??= new(); set; }
    public static new NodeSelectorArgs Empty => new();
}

public class NodeSelectorTermArgs : ResourceArgs
{
    [field: Input("matchExpressions")] public InputList<NodeSelectorRequirementArgs> MatchExpressions { get => field ??= new(); set; }
    [field: Input("matchFields")] public InputList<NodeSelectorRequirementArgs> MatchFields { get => field ??= new(); set; }
    public static new NodeSelectorTermArgs Empty => new();
}

public class NodeSelectorRequirementArgs : ResourceArgs
{
    [Input("key", required: true)] public Input<string> Key { get; set; } = null!;
    [Input("operator", required: true)] public Input<string> Operator { get; set; } = null!;
    [field: Input("values")] public InputList<string> Values { get => field ??= new(); set; }
    public static new NodeSelectorRequirementArgs Empty => new();
}

public class PreferredSchedulingTermArgs : ResourceArgs
{
    [Input("preference", required: true)] public Input<NodeSelectorTermArgs> Preference { get; set; } = null!;
    [Input("weight", required: true)] public Input<int> Weight { get; set; } = null!;
    public static new PreferredSchedulingTermArgs Empty => new();
}

public class PodAffinityArgs : ResourceArgs
{
    [field: Input("preferredDuringSchedulingIgnoredDuringExecution")]
    public InputList<WeightedPodAffinityTermArgs> PreferredDuringSchedulingIgnoredDuringExecution { get => field ??= new(); set; }
    [field: Input("requiredDuringSchedulingIgnoredDuringExecution")]
    public InputList<PodAffinityTermArgs> RequiredDuringSchedulingIgnoredDuringExecution { get => field ??= new(); set; }
    public static new PodAffinityArgs Empty => new();
}

public class PodAntiAffinityArgs : ResourceArgs
{
    [field: Input("preferredDuringSchedulingIgnoredDuringExecution")]
    public InputList<WeightedPodAffinityTermArgs> PreferredDuringSchedulingIgnoredDuringExecution { get => field ??= new(); set; }
    [field: Input("requiredDuringSchedulingIgnoredDuringExecution")]
    public InputList<PodAffinityTermArgs> RequiredDuringSchedulingIgnoredDuringExecution { get => field ??= new(); set; }
    public static new PodAntiAffinityArgs Empty => new();
}

public class PodAffinityTermArgs : ResourceArgs
{
    [Input("labelSelector")] public Input<Meta.V1.LabelSelectorArgs>? LabelSelector { get; set; }
    [field: Input("matchLabelKeys")] public InputList<string> MatchLabelKeys { get => field ??= new(); set; }
    [field: Input("mismatchLabelKeys")] public InputList<string> MismatchLabelKeys { get => field ??= new(); set; }
    [Input("namespaceSelector")] public Input<Meta.V1.LabelSelectorArgs>? NamespaceSelector { get; set; }
    [field: Input("namespaces")] public InputList<string> Namespaces { get => field ??= new(); set; }
    [Input("topologyKey", required: true)] public Input<string> TopologyKey { get; set; } = null!;
    public static new PodAffinityTermArgs Empty => new();
}

public class WeightedPodAffinityTermArgs : ResourceArgs
{
    [Input("podAffinityTerm", required: true)] public Input<PodAffinityTermArgs> PodAffinityTerm { get; set; } = null!;
    [Input("weight", required: true)] public Input<int> Weight { get; set; } = null!;
    public static new WeightedPodAffinityTermArgs Empty => new();
}
