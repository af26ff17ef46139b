using CniMigration.Migration.State;
using k8s.Models;

namespace CniMigration.Migration.Workloads.Planning;

/// <summary>Whether the required anti-affinity of a Deployment leaves its new pods a place while the old ones still run.</summary>
internal static class AntiAffinityRoom
{
    internal static string? Objection(SurgeCase surge) =>
        (surge.Pod.Affinity?.PodAntiAffinity?.RequiredDuringSchedulingIgnoredDuringExecution ?? [])
            .Where(term => term.LabelSelector.Selects(surge.PodLabels))
            .FirstOrDefault(term => !HasRoom(surge, term)) is { } full
            ? $"its anti-affinity allows one pod per {full.TopologyKey}, and cordoned nodes leave too few"
            : null;

    private static bool HasRoom(SurgeCase surge, V1PodAffinityTerm term)
    {
        string? Place(string? node) =>
            node is not null && surge.Nodes.TryGetValue(node, out var known) ? Labels.Value(known.Metadata.Labels, term.TopologyKey) : null;

        var places = surge.Target.Select(n => Labels.Value(n.Metadata.Labels, term.TopologyKey)).OfType<string>().ToHashSet();
        var taken = surge.Snapshot.Pods
            .Where(p => p.Metadata.NamespaceProperty == surge.Namespace && !p.IsFinished() && term.LabelSelector.Selects(p.Metadata.Labels))
            .Select(p => Place(p.Spec?.NodeName))
            .OfType<string>()
            .ToList();
        var free = places.Except(taken).Count();

        // Where an old pod's place is one that the new nodes share (a zone), its end makes room for the next new pod: one free place is enough then.
        return free >= surge.Replicas || (free > 0 && taken.All(places.Contains));
    }
}
