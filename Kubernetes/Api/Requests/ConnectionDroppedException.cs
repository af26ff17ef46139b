namespace CniMigration.Kubernetes.Api.Requests;

/// <summary>The server went away in the middle of a request, as a fault told it to.</summary>
internal sealed class ConnectionDroppedException() : IOException("The API server dropped the connection.");
