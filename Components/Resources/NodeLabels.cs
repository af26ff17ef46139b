using System.Collections.Immutable;
using Pulumi;

namespace CniMigration.Components.Resources;

/// <summary>Labels the nodes that a selector names at that moment; deleting it removes only what it set.</summary>
internal sealed class NodeLabels(string name, NodeLabelsArgs args, CustomResourceOptions? options = null)
    : CustomResource("cnimigration:index:NodeLabels", name, args, options)
{
    [Output("nodes")]
    public Output<ImmutableArray<string>> Nodes { get; private set; } = null!;
}

internal sealed class NodeLabelsArgs : ResourceArgs
{
    [Input("stage", required: true)]
    public Input<string> Stage { get; set; } = null!;

    [Input("nodeSelector", required: true)]
    public Input<string> NodeSelector { get; set; } = null!;

    [Input("labels", required: true)]
    public InputMap<string> Labels { get; set; } = null!;

    /// <summary>How long others may take to set the labels before they are set here, in seconds; 0 by default.</summary>
    [Input("patienceSeconds")]
    public Input<int>? PatienceSeconds { get; set; }

    [Input("observed")]
    public Input<string>? Observed { get; set; }
}
