using Pulumi;

namespace CniMigration.Components.Resources;

/// <summary>An instance of the provider plugin, bound to one cluster by its kubeconfig.</summary>
internal sealed class MigrationProvider(string name, MigrationProviderArgs args, CustomResourceOptions? options = null)
    : ProviderResource("cnimigration", name, args, options);

internal sealed class MigrationProviderArgs : ResourceArgs
{
    [Input("kubeconfig", required: true)]
    public Input<string> Kubeconfig { get; set; } = null!;
}
