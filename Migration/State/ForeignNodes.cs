namespace CniMigration.Migration.State;

/// <summary>Finds the nodes of no known node group, and who runs them.</summary>
internal static class ForeignNodes
{
    private const string ComputeType = "eks.amazonaws.com/compute-type";
    private const string NodePool = "karpenter.sh/nodepool";

    public static IReadOnlyList<ForeignNode> Among(IEnumerable<V1Node> nodes, IReadOnlySet<string> knownGroups) =>
        [.. nodes
            .Where(node => !knownGroups.Contains(node.Label(NodeFacts.NodeGroupLabel) ?? ""))
            .Select(Describe)
            .OrderBy(node => node.Name, StringComparer.Ordinal)];

    private static ForeignNode Describe(V1Node node) =>
        new(node.Metadata.Name, RunBy(node), node.Label(NodeFacts.NodeGroupLabel) ?? node.Label(NodePool) ?? "");

    private static string RunBy(V1Node node) => node switch
    {
        _ when node.Label(ComputeType) is "fargate" or "hybrid" or "auto" => node.Label(ComputeType)!,
        _ when node.Label(NodeFacts.NodeGroupLabel) is not null => "node-group",
        _ when node.Label(NodePool) is not null => "karpenter",
        _ => "self-managed",
    };
}
