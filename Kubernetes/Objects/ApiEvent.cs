namespace CniMigration.Kubernetes.Objects;

internal enum ApiEventKind
{
    Added,
    Modified,
    Deleted,
}

/// <summary>A change; for a deletion, the object as it last was.</summary>
internal readonly record struct ApiEvent(ApiEventKind Kind, ApiObject Object);
