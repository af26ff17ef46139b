using static CniMigration.Stacks.Stages.Conditions.Wording;

namespace CniMigration.Stacks.Stages.Conditions;

/// <summary>What has to be proven of nodes and of the instances behind them.</summary>
internal static class NodeConditions
{
    public static readonly Condition NoForeignNodes = new("no foreign node", live => live.State is { ForeignNodes: { Length: > 0 } nodes }
        ? $"{Count(nodes.Length, "node")} of no known node group: {string.Join("; ", nodes.GroupBy(node => (node.RunBy, node.Group)).Select(Foreigners.Tell))}"
        : null, TakesSomebody: true);

    public static readonly Condition NoCiliumNodes = NoneOf("no Cilium node", live => live.State?.CiliumNodes.Count, "Cilium node");

    public static readonly Condition NoCiliumInstances = new("no Cilium instance", live => live switch
    {
        { CiliumInstances: > 0 } => $"{Count(live.CiliumInstances, "instance")} of the Cilium node group not terminated yet",
        { CiliumDesired: > 0 } => $"the Cilium node group still asks for {Count(live.CiliumDesired, "node")}",
        _ => null,
    });

    public static readonly Condition CiliumNodesReady = new("Cilium nodes are Ready", live => live.State switch
    {
        null => NoCluster,
        { CiliumNodes: { Count: 0 } } => $"no Cilium node has joined yet{WhyMissing(live, live.CiliumGroup)}",
        { CiliumNodes: var nodes } when nodes.Ready < nodes.Count => $"{nodes.Ready} of {nodes.Count} Cilium nodes Ready{WhyMissing(live, live.CiliumGroup)}",
        _ => null,
    });

    /// <summary>Whoever turns around while the Cilium nodes are being taken away again has to get them back first.</summary>
    public static readonly Condition CiliumNodesStay = new("Cilium nodes stay", live => live.State switch
    {
        null => null,
        _ when !live.OnRecord.CiliumNodes => null,
        { CiliumNodes.Cordoned: > 0 and var cordoned } => $"{Count(cordoned, "Cilium node")} cordoned: on the way out, or still shut from a move home",
        { CiliumNodes: var nodes } when nodes.Count > live.CiliumDesired => $"{Count(nodes.Count - live.CiliumDesired, "Cilium node")} on the way out",
        _ => CiliumNodesReady.InTheWay(live),
    });

    public static readonly Condition OldNodesBack = new("old nodes are back", live => live.State switch
    {
        null => NoCluster,
        { OldNodes.Ready: 0 } => $"the old nodes are not back yet{WhyMissing(live, live.OldGroups)}",
        { OldNodes.Ready: var ready } when ready < live.OldDesired => $"{ready} of {live.OldDesired} old nodes Ready{WhyMissing(live, live.OldGroups)}",
        _ => null,
    });

    public static readonly Condition OldNodesCordoned = new("old nodes cordoned", live => live.State switch
    {
        null => NoCluster,
        { OldNodes: var nodes } when nodes.Cordoned < nodes.Count => $"{nodes.Cordoned} of {nodes.Count} old nodes cordoned",
        _ => null,
    });

    public static readonly Condition NoOldNodes = NoneOf("no old node", live => live.State?.OldNodes.Count, "old node");

    public static readonly Condition NoOldInstances = new("no old instance", live => live.OldInstances > 0
        ? $"{Count(live.OldInstances, "instance")} of the old node groups not terminated yet"
        : null);
}
