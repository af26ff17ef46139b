using Pulumi;

namespace CniMigration.Components.Resources;

/// <summary>A gate: proves the full mesh of goldpinger, on each side and across.</summary>
internal sealed class ConnectivityCheck(string name, ConnectivityCheckArgs args, CustomResourceOptions? options = null)
    : CustomResource("cnimigration:index:ConnectivityCheck", name, args, options)
{
    [Output("expectedPods")]
    public Output<int> ExpectedPods { get; private set; } = null!;

    [Output("healthyPairs")]
    public Output<int> HealthyPairs { get; private set; } = null!;

    [Output("unhealthyPairs")]
    public Output<int> UnhealthyPairs { get; private set; } = null!;
}

internal sealed class ConnectivityCheckArgs : ResourceArgs
{
    [Input("namespace", required: true)]
    public Input<string> Namespace { get; set; } = null!;

    [Input("selector", required: true)]
    public Input<string> Selector { get; set; } = null!;

    [Input("port")]
    public Input<int>? Port { get; set; }

    [Input("daemonSet", required: true)]
    public Input<string> DaemonSet { get; set; } = null!;

    [Input("deployment", required: true)]
    public Input<string> Deployment { get; set; } = null!;

    [Input("oldNodeSelector", required: true)]
    public Input<string> OldNodeSelector { get; set; } = null!;

    [Input("ciliumNodeSelector", required: true)]
    public Input<string> CiliumNodeSelector { get; set; } = null!;

    [Input("passes")]
    public Input<int>? Passes { get; set; }

    [Input("freshPodImage")]
    public Input<string>? FreshPodImage { get; set; }

    [Input("requireEndpoints")]
    public Input<bool>? RequireEndpoints { get; set; }

    [Input("token", required: true)]
    public Input<string> Token { get; set; } = null!;

    /// <summary>Whether it lets everything through unproven; one that was proves itself once this is taken away.</summary>
    [Input("kept")]
    public Input<bool>? Kept { get; set; }

    [Input("timeoutSeconds")]
    public Input<int>? TimeoutSeconds { get; set; }
}
