using Pulumi;

namespace CniMigration.Components.Resources;

/// <summary>Keeps the stage on record in the cluster.</summary>
internal sealed class Ledger(string name, LedgerArgs args, CustomResourceOptions? options = null)
    : CustomResource("cnimigration:index:Ledger", name, args, options);

internal sealed class LedgerArgs : ResourceArgs
{
    [Input("stage", required: true)]
    public Input<string> Stage { get; set; } = null!;

    [Input("origin")]
    public Input<string>? Origin { get; set; }

    /// <summary>The stage that the run goes to; below <see cref="Stage"/> while that one still shows on the way back.</summary>
    [Input("goal")]
    public Input<string>? Goal { get; set; }

    /// <summary>What there is to see to, as the run found it: another stage on record, or what that stage has left.</summary>
    [Input("observed")]
    public Input<string>? Observed { get; set; }
}
