using Pulumi;

namespace CniMigration.Components.Resources;

/// <summary>A gate: waits for a rollout to be done.</summary>
internal sealed class RolloutReady(string name, RolloutReadyArgs args, CustomResourceOptions? options = null)
    : CustomResource("cnimigration:index:RolloutReady", name, args, options)
{
    [Output("ready")]
    public Output<int> Ready { get; private set; } = null!;
}

internal sealed class RolloutReadyArgs : ResourceArgs
{
    [Input("kind", required: true)]
    public Input<string> Kind { get; set; } = null!;

    [Input("namespace", required: true)]
    public Input<string> Namespace { get; set; } = null!;

    [Input("name", required: true)]
    public Input<string> Name { get; set; } = null!;

    [Input("token", required: true)]
    public Input<string> Token { get; set; } = null!;

    /// <summary>Whether it lets everything through unproven; one that was proves itself once this is taken away.</summary>
    [Input("kept")]
    public Input<bool>? Kept { get; set; }

    [Input("timeoutSeconds")]
    public Input<int>? TimeoutSeconds { get; set; }

    [Input("absentOnSelector")]
    public Input<string>? AbsentOnSelector { get; set; }

    [Input("allowZero")]
    public Input<bool>? AllowZero { get; set; }
}
