using CniMigration.Migration.Changes;
using CniMigration.Migration.Clusters;
using CniMigration.Migration.Reporting;
using CniMigration.Migration.Waiting;

namespace CniMigration.Migration.Gates;

/// <summary>Nodes that joined after those beside them had been labelled: both CNIs keep off them until a run labels them too.</summary>
internal static class LateNodes
{
    private const string Remedy =
        "Run again: a run labels all the nodes that it finds, and treats these as those beside them from then on. Where new ones keep coming, pause what "
            + "adds them first.";

    /// <summary>Those among the named nodes that came late, as what is behind a pod that does not get Ready there; null where none did.</summary>
    public static async Task<Cause?> OfAsync(IKubernetes cluster, IEnumerable<string?> names, CancellationToken cancellationToken)
    {
        var asked = names.ToHashSet();
        if (asked.Count == 0)
        {
            return null;
        }

        var nodes = await cluster.NodesAsync(null, cancellationToken);
        var labelled = nodes.Where(node => NodeLabels.RecordsOf(node).Any()).Select(node => node.Label(NodeFacts.NodeGroupLabel)).OfType<string>().ToHashSet();
        var late = nodes
            .Where(node => asked.Contains(node.Metadata.Name) && IsLate(node))
            .Select(node => node.Metadata.Name)
            .Order(StringComparer.Ordinal)
            .ToList();
        return late.Count == 0
            ? null
            : new Cause(
                $". Joined after the other nodes of their group had been labelled {NodeFacts.CniLabel}, so that no CNI serves them yet: {Short.List(late)}",
                Remedy);

        bool IsLate(V1Node node) =>
            node.Label(NodeFacts.CniLabel) is null && node.Label(NodeFacts.NodeGroupLabel) is { } group && labelled.Contains(group);
    }
}
