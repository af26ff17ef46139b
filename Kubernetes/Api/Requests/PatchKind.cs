namespace CniMigration.Kubernetes.Api.Requests;

internal enum PatchKind
{
    Merge,
    StrategicMerge,
    Json,
    Apply,
}
