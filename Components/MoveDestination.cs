namespace CniMigration.Components;

/// <summary>Where a move takes workloads; the way home is the side of the source CNI.</summary>
internal static class MoveDestination
{
    public const string Stay = "stay";
    public const string Cilium = "cilium";
}
