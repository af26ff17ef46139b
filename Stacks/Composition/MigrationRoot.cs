using Pulumi;

namespace CniMigration.Stacks.Composition;

/// <summary>The one root of everything this program declares.</summary>
internal sealed class MigrationRoot(string name, ComponentResourceOptions? options = null) : ComponentResource(Type, name, options)
{
    private const string Type = "cni-migration:index:Migration";

    /// <summary>Closes the component, once all its children are declared.</summary>
    public void Complete(IDictionary<string, object?> outputs) => RegisterOutputs(outputs);

    /// <summary>The URN of a component of ours that lay under the root once, for what was in it and is still there.</summary>
    public static string UrnOfFormerChild(string type, string name) =>
        $"urn:pulumi:{Deployment.Instance.StackName}::{Deployment.Instance.ProjectName}::{Type}$cni-migration:index:{type}::{name}";
}
