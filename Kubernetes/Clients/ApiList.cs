namespace CniMigration.Kubernetes.Clients;

/// <summary>All objects of a type at one moment, and the resource version from which to watch on.</summary>
internal sealed record ApiList(IReadOnlyList<ApiObject> Items, long ResourceVersion);
