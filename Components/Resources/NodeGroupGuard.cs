using Pulumi;

namespace CniMigration.Components.Resources;

/// <summary>Proves, inside the operation, that a node group may be scaled.</summary>
internal sealed class NodeGroupGuard(string name, NodeGroupGuardArgs args, CustomResourceOptions? options = null)
    : CustomResource("cnimigration:index:NodeGroupGuard", name, args, options)
{
    [Output("proved")]
    public Output<string> Proved { get; private set; } = null!;
}

internal sealed class NodeGroupGuardArgs : ResourceArgs
{
    [Input("stage", required: true)]
    public Input<string> Stage { get; set; } = null!;

    [Input("nodeGroup", required: true)]
    public Input<string> NodeGroup { get; set; } = null!;

    [Input("purpose", required: true)]
    public Input<string> Purpose { get; set; } = null!;

    [Input("oldNodeSelector", required: true)]
    public Input<string> OldNodeSelector { get; set; } = null!;

    [Input("ciliumNodeSelector", required: true)]
    public Input<string> CiliumNodeSelector { get; set; } = null!;

    [Input("recordSizes")]
    public InputMap<int>? RecordSizes { get; set; }

    [Input("autoscalerNamespace")]
    public Input<string>? AutoscalerNamespace { get; set; }

    [Input("autoscalerName")]
    public Input<string>? AutoscalerName { get; set; }

    [Input("token", required: true)]
    public Input<string> Token { get; set; } = null!;
}
