using System.Text.Json;
using k8s.Models;

namespace CniMigration.Migration.Nodes;

/// <summary>The annotation that says: this cordon is ours, set by this owner for this stage.</summary>
internal sealed record CordonMark(string Owner, string Stage)
{
    /// <summary>The annotation's key.</summary>
    internal const string Annotation = "cni-migration.io/cordon";

    internal static CordonMark? Of(V1Node node) =>
        node.Metadata.Annotations?.TryGetValue(Annotation, out var text) == true ? JsonSerializer.Deserialize<CordonMark>(text) : null;

    internal string Text() => JsonSerializer.Serialize(this);
}
