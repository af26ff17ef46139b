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
}
