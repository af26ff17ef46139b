using Pulumi;

namespace CniMigration.Components.Resources;

/// <summary>Removes a DaemonSet that no node needs any more, with its manifest on record; deleting it puts the DaemonSet back.</summary>
internal sealed class DaemonSetRemoval(string name, DaemonSetRemovalArgs args, CustomResourceOptions? options = null)
    : CustomResource("cnimigration:index:DaemonSetRemoval", name, args, options)
{
    [Output("removed")]
    public Output<bool> Removed { get; private set; } = null!;
}

internal sealed class DaemonSetRemovalArgs : ResourceArgs
{
    [Input("stage", required: true)]
    public Input<string> Stage { get; set; } = null!;

    [Input("namespace", required: true)]
    public Input<string> Namespace { get; set; } = null!;

    [Input("name", required: true)]
    public Input<string> Name { get; set; } = null!;

    [Input("nodeSelector", required: true)]
    public Input<string> NodeSelector { get; set; } = null!;
}
