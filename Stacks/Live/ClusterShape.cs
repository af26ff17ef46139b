namespace CniMigration.Stacks.Live;

/// <summary>Where the source CNI is.</summary>
internal enum SourcePlace
{
    /// <summary>On every node, as it always was.</summary>
    Everywhere,

    /// <summary>Only on the nodes that carry its label.</summary>
    Pinned,

    /// <summary>Nowhere: it is removed.</summary>
    Nowhere,
}

/// <summary>
/// What a cluster looks like at a stage, as far as more than one stage has a say in it: each stage changes what the one before it left. What one
/// stage alone decides is that stage's own business.
/// </summary>
internal sealed record ClusterShape
{
    /// <summary>A cluster that nothing was done to.</summary>
    public static readonly ClusterShape Untouched = new();

    public SourcePlace Source { get; init; }

    public bool AutoscalerPaused { get; init; }

    public bool CiliumInstalled { get; init; }

    /// <summary>Whether Cilium keeps off the nodes of the source CNI, which may be there.</summary>
    public bool CiliumKeepsOff { get; init; }

    public bool PoliciesEnforced { get; init; }

    /// <summary>Whether the Cilium node group has its nodes.</summary>
    public bool CiliumNodes { get; init; }

    public bool WorkloadsOnCilium { get; init; }

    /// <summary>Whether the old node groups are empty.</summary>
    public bool OldNodesRetired { get; init; }

    /// <summary>Whether a destroy would take away what pods need, and so has to be refused.</summary>
    public bool Protected { get; init; }
}
