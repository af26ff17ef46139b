namespace CniMigration.Migration.Workloads.Room;

/// <summary>
/// Whether DoNotSchedule spread constraints let all pods of a workload run beside nodes that are cordoned: those count as places with no pod.
/// </summary>
internal static class SpreadRoom
{
    internal static string? Objection(Placing pods) =>
        (pods.Pod.TopologySpreadConstraints ?? [])
            .Where(c => c.WhenUnsatisfiable == "DoNotSchedule" && c.LabelSelector.Selects(pods.PodLabels))
            .FirstOrDefault(c => !HasRoom(pods, c)) is { } tight
            ? $"its spread over {tight.TopologyKey} (maxSkew {tight.MaxSkew}) counts the cordoned nodes, and the others cannot hold all its pods"
            : null;

    private static bool HasRoom(Placing pods, V1TopologySpreadConstraint constraint)
    {
        HashSet<string> Places(IEnumerable<V1Node> nodes) =>
            [.. nodes.Select(n => Labels.Value(n.Metadata.Labels, constraint.TopologyKey)).OfType<string>()];

        var open = Places(pods.Target);
        var counted = Places(pods.Snapshot.Source(pods.Destination)
            .Where(node => constraint.NodeAffinityPolicy == "Ignore" || NodeFit.Wants(pods.Pod, node)));

        // With fewer places than it asks for, the emptiest counts as one with no pod.
        var emptied = (constraint.NodeTaintsPolicy != "Honor" && counted.Except(open).Any())
            || open.Union(constraint.NodeTaintsPolicy == "Honor" ? [] : counted).Count() < (constraint.MinDomains ?? 1);
        return open.Count > 0 && (!emptied || pods.Replicas <= constraint.MaxSkew * open.Count);
    }
}
