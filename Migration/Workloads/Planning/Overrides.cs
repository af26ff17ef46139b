namespace CniMigration.Migration.Workloads.Planning;

/// <summary>The settings that override blockers, by the names that users know them by.</summary>
internal static class Overrides
{
    internal const string EvictBarePods = "evictBarePods";
    internal const string DeleteLocalData = "deleteLocalData";
    internal const string Recreate = "recreate";
    internal const string CiliumNodeGroupSize = "ciliumNodeGroupSize";
}
