namespace CniMigration.Kubernetes.Api.Subresources;

/// <summary>Nothing answers at a pod's port: no route, no listener, or a pod that does not run.</summary>
/// <param name="problem">As the dialler words it, such as <c>dial tcp 10.0.0.1:8080: i/o timeout</c>.</param>
internal sealed class PodUnreachableException(string problem) : Exception(problem);
