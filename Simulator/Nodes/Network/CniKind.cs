namespace CniMigration.Simulator.Nodes.Network;

/// <summary>Which CNI gives a node's pods their addresses.</summary>
internal enum CniKind
{
    None,
    AwsCni,
    Cilium,
}
