namespace CniMigration.Kubernetes.Api.Requests;

/// <summary>How to delete.</summary>
/// <param name="GracePeriodSeconds">0 removes a pod at once; null leaves it to the object.</param>
/// <param name="PropagationPolicy">Background, Foreground or Orphan; null leaves it to the type.</param>
/// <param name="Uid">The object must be this one.</param>
/// <param name="ResourceVersion">The object must be at this version.</param>
internal sealed record DeleteOptions(
    long? GracePeriodSeconds = null,
    string? PropagationPolicy = null,
    string? Uid = null,
    string? ResourceVersion = null)
{
    public static DeleteOptions Now { get; } = new(GracePeriodSeconds: 0);
}
