using Pulumi;

namespace CniMigration.Components.Resources;

/// <summary>Appends a requirement to every required node-affinity term of a DaemonSet; deleting it removes only that expression.</summary>
internal sealed class DaemonSetPlacement(string name, DaemonSetPlacementArgs args, CustomResourceOptions? options = null)
    : CustomResource("cnimigration:index:DaemonSetPlacement", name, args, options)
{
    [Output("terms")]
    public Output<int> Terms { get; private set; } = null!;
}

internal sealed class DaemonSetPlacementArgs : ResourceArgs
{
    [Input("stage", required: true)]
    public Input<string> Stage { get; set; } = null!;

    [Input("namespace", required: true)]
    public Input<string> Namespace { get; set; } = null!;

    [Input("name", required: true)]
    public Input<string> Name { get; set; } = null!;

    [Input("key", required: true)]
    public Input<string> Key { get; set; } = null!;

    [Input("operator", required: true)]
    public Input<string> Operator { get; set; } = null!;

    [Input("values", required: true)]
    public InputList<string> Values { get; set; } = null!;

    [Input("observed")]
    public Input<string>? Observed { get; set; }
}
