using System.Collections.Immutable;
using Pulumi;

namespace CniMigration.Components.Resources;

/// <summary>A gate: waits for the nodes of a selector to be as many as expected, Ready, and free of a taint and of a DaemonSet.</summary>
internal sealed class NodesReady(string name, NodesReadyArgs args, CustomResourceOptions? options = null)
    : CustomResource("cnimigration:index:NodesReady", name, args, options)
{
    [Output("nodes")]
    public Output<ImmutableArray<string>> Nodes { get; private set; } = null!;
}

internal sealed class NodesReadyArgs : ResourceArgs
{
    [Input("nodeSelector", required: true)]
    public Input<string> NodeSelector { get; set; } = null!;

    [Input("count", required: true)]
    public Input<int> Count { get; set; } = null!;

    /// <summary>Whether it is enough that the nodes are registered.</summary>
    [Input("unready")]
    public Input<bool>? Unready { get; set; }

    [Input("absentTaint")]
    public Input<string>? AbsentTaint { get; set; }

    [Input("absentDaemonSet")]
    public Input<string>? AbsentDaemonSet { get; set; }

    [Input("token", required: true)]
    public Input<string> Token { get; set; } = null!;

    /// <summary>Whether it lets everything through unproven; one that was proves itself once this is taken away.</summary>
    [Input("kept")]
    public Input<bool>? Kept { get; set; }

    [Input("timeoutSeconds")]
    public Input<int>? TimeoutSeconds { get; set; }
}
