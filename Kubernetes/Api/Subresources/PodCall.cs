namespace CniMigration.Kubernetes.Api.Subresources;

/// <summary>A request to a pod.</summary>
/// <param name="Pod">The pod as it is now.</param>
/// <param name="Port">The port's number.</param>
/// <param name="Method">GET, POST...</param>
/// <param name="Path">The path, with a leading slash.</param>
/// <param name="Query">The query with its question mark, or nothing.</param>
/// <param name="Body">What was sent.</param>
internal sealed record PodCall(ApiObject Pod, int Port, string Method, string Path, string Query, ReadOnlyMemory<byte> Body);
