using Pulumi;

namespace CniMigration.Components.Resources;

/// <summary>Which cluster's state is asked about: the groups on each side, and the autoscaler.</summary>
internal abstract class ClusterQueryArgs : InvokeArgs
{
    [Input("oldNodeGroups", required: true)]
    public List<string> OldNodeGroups { get; set; } = null!;

    [Input("ciliumNodeGroup", required: true)]
    public string CiliumNodeGroup { get; set; } = null!;

    [Input("autoscalerNamespace")]
    public string? AutoscalerNamespace { get; set; }

    [Input("autoscalerName")]
    public string? AutoscalerName { get; set; }
}
