namespace CniMigration.Simulator.Api.Client;

internal enum PatchKind
{
    Merge,
    StrategicMerge,
    Json,
    Apply,
}
