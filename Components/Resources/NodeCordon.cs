using System.Collections.Immutable;
using Pulumi;

namespace CniMigration.Components.Resources;

/// <summary>Cordons the nodes of a selector and marks those it cordoned; deleting it uncordons the marked.</summary>
internal sealed class NodeCordon(string name, NodeCordonArgs args, CustomResourceOptions? options = null)
    : CustomResource("cnimigration:index:NodeCordon", name, args, options)
{
    [Output("nodes")]
    public Output<ImmutableArray<string>> Nodes { get; private set; } = null!;
}

internal sealed class NodeCordonArgs : ResourceArgs
{
    [Input("stage", required: true)]
    public Input<string> Stage { get; set; } = null!;

    [Input("nodeSelector", required: true)]
    public Input<string> NodeSelector { get; set; } = null!;

    [Input("observed")]
    public Input<string>? Observed { get; set; }
}
