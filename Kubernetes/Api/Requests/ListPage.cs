namespace CniMigration.Kubernetes.Api.Requests;

/// <summary>A part of a list, and how to get the rest of it.</summary>
internal sealed record ListPage(IReadOnlyList<ApiObject> Items, long Revision, string? Continue = null, long? Remaining = null);
