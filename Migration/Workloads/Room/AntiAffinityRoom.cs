namespace CniMigration.Migration.Workloads.Room;

/// <summary>Whether the required anti-affinity of a workload leaves its new pods a place.</summary>
internal static class AntiAffinityRoom
{
    /// <summary>What speaks against starting new pods while the old ones still run.</summary>
    internal static string? Objection(Placing pods) => OwnTerms(pods).FirstOrDefault(term => !HasRoomBeside(pods, term)) is { } full
        ? $"its anti-affinity allows one pod per {full.TopologyKey}, and cordoned nodes leave too few"
        : null;

    /// <summary>What speaks against all of its pods running on the other side at all.</summary>
    internal static string? FinalObjection(Placing pods) => OwnTerms(pods).FirstOrDefault(term => Places(pods, term).Count < pods.Replicas) is { } full
        ? $"its anti-affinity allows one pod per {full.TopologyKey}, and the destination has {Places(pods, full).Count} of them for {pods.Replicas} pods"
        : null;

    /// <summary>
    /// Whether a term of a pod is about pods of a namespace: its own where it names none. Which namespaces a selector selects is not known here, but for one
    /// that selects all.
    /// </summary>
    internal static bool Means(V1PodAffinityTerm term, string own, string other) =>
        term.Namespaces?.Contains(other) == true
        || term.NamespaceSelector is { MatchLabels: null or { Count: 0 }, MatchExpressions: null or { Count: 0 } }
        || (term.Namespaces is null or { Count: 0 } && term.NamespaceSelector is null && own == other);

    private static IEnumerable<V1PodAffinityTerm> OwnTerms(Placing pods) =>
        (pods.Pod.Affinity?.PodAntiAffinity?.RequiredDuringSchedulingIgnoredDuringExecution ?? [])
            .Where(term => Means(term, pods.Namespace, pods.Namespace) && term.LabelSelector.Selects(pods.PodLabels));

    private static HashSet<string> Places(Placing pods, V1PodAffinityTerm term) =>
        [.. pods.Target.Select(n => Labels.Value(n.Metadata.Labels, term.TopologyKey)).OfType<string>()];

    private static bool HasRoomBeside(Placing pods, V1PodAffinityTerm term)
    {
        var nodes = pods.Nodes;
        string? Place(string? node) =>
            node is not null && nodes.TryGetValue(node, out var known) ? Labels.Value(known.Metadata.Labels, term.TopologyKey) : null;

        var places = Places(pods, term);
        var taken = pods.Snapshot.Pods
            .Where(p => p.Metadata.NamespaceProperty == pods.Namespace && !p.IsFinished() && term.LabelSelector.Selects(p.Metadata.Labels))
            .Select(p => Place(p.Spec?.NodeName))
            .OfType<string>()
            .ToList();
        var free = places.Except(taken).Count();

        // Where an old pod's place is one that the new nodes share (a zone), its end makes room for the next new pod: one free place is enough then.
        return free >= pods.Replicas || (free > 0 && taken.All(places.Contains));
    }
}
