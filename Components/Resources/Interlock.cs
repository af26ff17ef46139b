using Pulumi;

namespace CniMigration.Components.Resources;

/// <summary>Depends on everything, so that its protection keeps a destroy from starting.</summary>
internal sealed class Interlock(string name, InterlockArgs args, CustomResourceOptions? options = null)
    : CustomResource("cnimigration:index:Interlock", name, args, options);

internal sealed class InterlockArgs : ResourceArgs
{
    [Input("stage", required: true)]
    public Input<string> Stage { get; set; } = null!;
}
