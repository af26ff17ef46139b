using CniMigration.Migration.Workloads.Plans;
using CniMigration.Migration.Workloads.Snapshots;

namespace CniMigration.Migration.Workloads.Room;

/// <summary>Whether a required affinity to other pods keeps new pods where the old ones are.</summary>
internal static class AffinityTies
{
    /// <summary>
    /// The topology key of a tie that no node of the destination satisfies; null where there is none. Pods of other workloads that leave too come along,
    /// so they tie nothing; of its own pods, those that are <paramref name="leaving"/> at the same moment do not count either.
    /// </summary>
    internal static string? Find(V1PodSpec pod, WorkloadRef workload, ClusterSnapshot snapshot, MoveDestination destination, IReadOnlySet<string> leaving) =>
        (pod.Affinity?.PodAffinity?.RequiredDuringSchedulingIgnoredDuringExecution ?? [])
            .FirstOrDefault(term => Ties(term, workload, snapshot, destination, leaving))?.TopologyKey;

    private static bool Ties(V1PodAffinityTerm term, WorkloadRef workload, ClusterSnapshot snapshot, MoveDestination destination, IReadOnlySet<string> leaving)
    {
        if (term.NamespaceSelector is not null || term.Namespaces is { Count: > 0 })
        {
            return false;
        }

        var partners = snapshot.Pods
            .Where(p => p.Metadata.NamespaceProperty == workload.Namespace && !p.IsFinished() && p.Spec?.NodeName is not null
                && !leaving.Contains(p.Metadata.Uid) && term.LabelSelector.Selects(p.Metadata.Labels))
            .ToList();
        if (partners.Count == 0 || partners.Any(p => snapshot.WorkloadOf(p) != workload && !p.ToleratesCordons()))
        {
            return false;
        }

        var nodes = snapshot.OldNodes.Concat(snapshot.CiliumNodes).DistinctBy(n => n.Metadata.Name).ToDictionary(n => n.Metadata.Name);
        string? Place(string name) => nodes.TryGetValue(name, out var node) ? Labels.Value(node.Metadata.Labels, term.TopologyKey) : null;
        var places = partners.Select(p => Place(p.Spec.NodeName)).OfType<string>().ToHashSet();
        return !snapshot.Target(destination).Any(n => Labels.Value(n.Metadata.Labels, term.TopologyKey) is { } place && places.Contains(place));
    }
}
