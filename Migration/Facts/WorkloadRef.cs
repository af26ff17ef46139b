namespace CniMigration.Migration.Facts;

/// <summary>Who creates a pod again when it is gone.</summary>
/// <param name="Kind">Deployment, StatefulSet, Job, … or Pod for one that nobody creates again.</param>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name.</param>
public sealed record WorkloadRef(string Kind, string Namespace, string Name)
{
    internal bool IsNameOf(V1ObjectMeta metadata) => metadata.Name == Name && metadata.NamespaceProperty == Namespace;

    /// <inheritdoc />
    public override string ToString() => $"{Kind} {Namespace}/{Name}";
}
