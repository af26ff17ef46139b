namespace CniMigration.Simulator.Nodes.Network;

/// <summary>Which CNI gives a node's pods their addresses.</summary>
internal enum CniKind
{
    None,

    /// <summary>The one that the cluster came with.</summary>
    Source,

    Cilium,
}
