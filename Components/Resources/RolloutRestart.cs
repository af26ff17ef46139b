using Pulumi;

namespace CniMigration.Components.Resources;

/// <summary>Restarts a workload when its token changes.</summary>
internal sealed class RolloutRestart(string name, RolloutRestartArgs args, CustomResourceOptions? options = null)
    : CustomResource("cnimigration:index:RolloutRestart", name, args, options)
{
    [Output("restartedAt")]
    public Output<string> RestartedAt { get; private set; } = null!;
}

internal sealed class RolloutRestartArgs : ResourceArgs
{
    [Input("kind", required: true)]
    public Input<string> Kind { get; set; } = null!;

    [Input("namespace", required: true)]
    public Input<string> Namespace { get; set; } = null!;

    [Input("name", required: true)]
    public Input<string> Name { get; set; } = null!;

    [Input("token", required: true)]
    public Input<string> Token { get; set; } = null!;
}
