using k8s.Models;

namespace CniMigration.Migration.Workloads.Planning;

/// <summary>Whether DoNotSchedule spread constraints let all pods of a Deployment run beside nodes that are cordoned: those count as places with no pod.</summary>
internal static class SpreadRoom
{
    internal static string? Objection(SurgeCase surge) =>
        (surge.Pod.TopologySpreadConstraints ?? [])
            .Where(c => c.WhenUnsatisfiable == "DoNotSchedule" && c.LabelSelector.Selects(surge.PodLabels))
            .FirstOrDefault(c => !HasRoom(surge, c)) is { } tight
            ? $"its spread over {tight.TopologyKey} (maxSkew {tight.MaxSkew}) counts the cordoned nodes, and the others cannot hold all its pods"
            : null;

    private static bool HasRoom(SurgeCase surge, V1TopologySpreadConstraint constraint)
    {
        HashSet<string> Places(IEnumerable<V1Node> nodes) =>
            [.. nodes.Select(n => Labels.Value(n.Metadata.Labels, constraint.TopologyKey)).OfType<string>()];

        var open = Places(surge.Target);
        var counted = Places(surge.Snapshot.Source(surge.Destination)
            .Where(node => constraint.NodeAffinityPolicy == "Ignore" || NodeFit.Wants(surge.Pod, node)));
        var emptied = constraint.NodeTaintsPolicy != "Honor" && counted.Except(open).Any();
        return open.Count > 0 && (!emptied || surge.Replicas <= constraint.MaxSkew * open.Count);
    }
}
