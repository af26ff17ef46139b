using CniMigration.Migration.Sides;

namespace CniMigration.Migration.Connectivity;

/// <summary>Where the mesh of goldpinger's pods is read.</summary>
public record MeshRequest
{
    /// <summary>The namespace of goldpinger.</summary>
    public required string Namespace { get; init; }

    /// <summary>The label selector of all goldpinger pods.</summary>
    public required string Selector { get; init; }

    /// <summary>The port that goldpinger listens on.</summary>
    /// <value>Default: 8080.</value>
    public int Port { get; init; } = 8080;

    /// <summary>The label selector of the nodes of the source's CNI.</summary>
    public required string OldNodeSelector { get; init; }

    /// <summary>The label selector of the nodes of Cilium.</summary>
    public required string CiliumNodeSelector { get; init; }

    /// <summary>The CNI of the old nodes.</summary>
    internal SourceCni Source { get; init; } = SourceCnis.Default;
}
