namespace CniMigration.Migration.Facts;

/// <summary>A pod, as far as a move needs to know it again.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name.</param>
/// <param name="Uid">Its identity: a pod of the same name with another uid is its replacement.</param>
/// <param name="Node">The node it runs on.</param>
public sealed record PodRef(string Namespace, string Name, string Uid, string Node)
{
    /// <inheritdoc />
    public override string ToString() => $"{Namespace}/{Name}";
}

internal static class PodRefs
{
    /// <summary>The part of a pod by which it is known again.</summary>
    internal static PodRef Ref(this V1Pod pod) => new(pod.Metadata.NamespaceProperty, pod.Metadata.Name, pod.Metadata.Uid, pod.Spec?.NodeName ?? "");
}
