namespace CniMigration.Components.Sources;

/// <summary>The CNI that a cluster comes from: all that the program says of it. Another source is another one of these.</summary>
internal sealed record SourceCni
{
    /// <summary>What messages call it.</summary>
    public required string Name { get; init; }

    public required string Namespace { get; init; }

    public required string DaemonSet { get; init; }

    /// <summary>What its side is called: the value of <see cref="NodeLabel"/>, and the destination of a move to it.</summary>
    public required string Side { get; init; }

    /// <summary>The label of its nodes, which it is pinned to and Cilium keeps off.</summary>
    public required string NodeLabel { get; init; }

    /// <summary>The EKS add-on that may manage it, and then reverts what anybody else changes.</summary>
    public required string AddOn { get; init; }

    /// <summary>The policy of AWS that lets its nodes give addresses to pods.</summary>
    public required string NodePolicy { get; init; }
}
