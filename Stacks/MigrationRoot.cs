using Pulumi;

namespace CniMigration.Stacks;

/// <summary>The one root of everything this program declares.</summary>
internal sealed class MigrationRoot(string name, ComponentResourceOptions? options = null)
    : ComponentResource("cni-migration:index:Migration", name, options)
{
    /// <summary>Closes the component, once all its children are declared.</summary>
    public void Complete(IDictionary<string, object?> outputs) => RegisterOutputs(outputs);
}
