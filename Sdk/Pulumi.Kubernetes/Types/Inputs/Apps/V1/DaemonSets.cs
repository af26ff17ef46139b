namespace Pulumi.Kubernetes.Types.Inputs.Apps.V1;

public class DaemonSetArgs : ResourceArgs, IObjectArgs
{
    [Input("apiVersion")] public Input<string>? ApiVersion { get; set; }
    [Input("kind")] public Input<string>? Kind { get; set; }
    [Input("metadata")] public Input<Meta.V1.ObjectMetaArgs>? Metadata { get; set; }
    [Input("spec")] public Input<DaemonSetSpecArgs>? Spec { get; set; }
    public static new DaemonSetArgs Empty => new();
}

public class DaemonSetSpecArgs : ResourceArgs
{
    [Input("minReadySeconds")] public Input<int>? MinReadySeconds { get; set; }
    [Input("revisionHistoryLimit")] public Input<int>? RevisionHistoryLimit { get; set; }
    [Input("selector", required: true)] public Input<Meta.V1.LabelSelectorArgs> Selector { get; set; } = null!;
    [Input("template", required: true)] public Input<Core.V1.PodTemplateSpecArgs> Template { get; set; } = null!;
    [Input("updateStrategy")] public Input<DaemonSetUpdateStrategyArgs>? UpdateStrategy { get; set; }
    public static new DaemonSetSpecArgs Empty => new();
}

public class DaemonSetUpdateStrategyArgs : ResourceArgs
{
    [Input("rollingUpdate")] public Input<RollingUpdateDaemonSetArgs>? RollingUpdate { get; set; }
    [Input("type")] public Input<string>? Type { get; set; }
    public static new DaemonSetUpdateStrategyArgs Empty => new();
}

public class RollingUpdateDaemonSetArgs : ResourceArgs
{
    [Input("maxSurge")] public InputUnion<int, string>? MaxSurge { get; set; }
    [Input("maxUnavailable")] public InputUnion<int, string>? MaxUnavailable { get; set; }
    public static new RollingUpdateDaemonSetArgs Empty => new();
}
