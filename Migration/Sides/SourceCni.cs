namespace CniMigration.Migration.Sides;

/// <summary>The CNI that a cluster has had until now: all that the migration says of it. Another one stands beside <see cref="AwsNode"/>.</summary>
internal sealed record SourceCni
{
    /// <summary>The name of its DaemonSet, by which messages call it.</summary>
    public required string Name { get; init; }

    /// <summary>The namespace of its DaemonSet.</summary>
    public required string Namespace { get; init; }

    /// <summary>What its side is called: the value of the label of its nodes, and of the destination of a move that goes home.</summary>
    public required string Side { get; init; }

    /// <summary>The field manager of whoever may run it as an add-on and takes changes of its DaemonSet back; null where nobody does.</summary>
    public string? AddOnManager { get; init; }

    /// <summary>What to do about that add-on.</summary>
    public string? AddOnRemedy { get; init; }

    /// <summary>The argument by which a container of its DaemonSet is told to enforce NetworkPolicies; null where it has no such agent.</summary>
    public string? PolicyAgentArgument { get; init; }

    /// <summary>What keeps a DaemonSet on its nodes.</summary>
    public Requirement OnlyItsNodes => new(NodeFacts.CniLabel, "In", [Side]);

    /// <summary>What keeps a DaemonSet off its nodes.</summary>
    public Requirement NoneOfItsNodes => new(NodeFacts.CniLabel, "NotIn", [Side]);
}

/// <summary>The CNIs that a migration can leave.</summary>
internal static class SourceCnis
{
    /// <summary>The one that is left where nothing else is said.</summary>
    public static SourceCni Default => AwsNode.Cni;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SourceCni> All { get; } = [AwsNode.Cni];
}
