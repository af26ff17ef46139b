using Pulumi;

namespace CniMigration.Components.Resources;

/// <summary>Scales a Deployment to 0 with its replicas on record; deleting it restores them. An absent Deployment is fine.</summary>
internal sealed class DeploymentPause(string name, DeploymentPauseArgs args, CustomResourceOptions? options = null)
    : CustomResource("cnimigration:index:DeploymentPause", name, args, options)
{
    [Output("replicas")]
    public Output<int> Replicas { get; private set; } = null!;

    [Output("present")]
    public Output<bool> Present { get; private set; } = null!;
}

internal sealed class DeploymentPauseArgs : ResourceArgs
{
    [Input("stage", required: true)]
    public Input<string> Stage { get; set; } = null!;

    [Input("namespace", required: true)]
    public Input<string> Namespace { get; set; } = null!;

    [Input("name", required: true)]
    public Input<string> Name { get; set; } = null!;
}
