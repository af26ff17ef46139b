using CniMigration.Components.Resources;
using CniMigration.Stacks.Live;
using CniMigration.Stacks.Settings;

namespace CniMigration.Stacks.Stages;

/// <summary>A cluster that is held against what it should look like.</summary>
/// <param name="Settings">What the stack is asked to be.</param>
/// <param name="Live">The cluster, which exists.</param>
/// <param name="Shape">What it is to look like at the stage asked for.</param>
/// <param name="Reached">Whether the stage asked for includes the one that looks.</param>
internal sealed record Inspection(MigrationSettings Settings, LiveCluster Live, ClusterShape Shape, bool Reached)
{
    public MigrationState State => Live.State!;

    /// <summary>Whether nothing is left undone: a digest of what is would not be empty.</summary>
    public static bool IsDone(string? digest) => string.IsNullOrEmpty(digest);
}
