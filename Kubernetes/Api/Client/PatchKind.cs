namespace CniMigration.Kubernetes.Api.Client;

internal enum PatchKind
{
    Merge,
    StrategicMerge,
    Json,
    Apply,
}
