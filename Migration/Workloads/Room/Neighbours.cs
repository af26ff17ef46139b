using CniMigration.Migration.Workloads.Plans;
using CniMigration.Migration.Workloads.Snapshots;

namespace CniMigration.Migration.Workloads.Room;

/// <summary>The pods that run on the destination already, and the required anti-affinity between them and those of other workloads that are to come.</summary>
internal sealed class Neighbours
{
    private readonly Dictionary<string, V1Node> nodes;
    private readonly List<V1Pod> all;
    private readonly List<V1Pod> choosy;
    private readonly ClusterSnapshot snapshot;

    internal Neighbours(ClusterSnapshot snapshot, MoveDestination destination)
    {
        this.snapshot = snapshot;
        nodes = snapshot.Target(destination).ToDictionary(n => n.Metadata.Name);
        all = [.. snapshot.Pods.Where(p => p.Spec?.NodeName is { } node && nodes.ContainsKey(node) && !p.IsFinished() && !p.IsTerminating())];
        choosy = [.. all.Where(p => Terms(p).Count > 0)];
    }

    /// <summary>What speaks against every one of these nodes; null where one is free of it.</summary>
    internal string? Objection(V1Pod pod, WorkloadRef workload, IReadOnlyCollection<V1Node> open)
    {
        var rivals = (Terms(pod).Count > 0 ? all : choosy).Where(p => snapshot.WorkloadOf(p) != workload).ToList();
        var found = open.Select(node => rivals.FirstOrDefault(rival => Repels(pod, rival, node) || Repels(rival, pod, node))).ToList();
        return found.Count > 0 && found.TrueForAll(rival => rival is not null)
            ? $"required anti-affinity keeps it off every node of the destination that it may go to (on {open.First().Metadata.Name} because of "
            + $"{found[0]!.Ref()})"
            : null;
    }

    /// <summary>Whether a term of the one pod speaks against the other, with one of them on the node and the other where the rival of the two runs.</summary>
    private bool Repels(V1Pod one, V1Pod other, V1Node node)
    {
        var there = nodes.GetValueOrDefault(one.Spec.NodeName) ?? nodes.GetValueOrDefault(other.Spec.NodeName);
        return there is not null && Terms(one).Any(term =>
            Labels.Value(node.Metadata.Labels, term.TopologyKey) is { } place
            && Labels.Value(there.Metadata.Labels, term.TopologyKey) == place
            && AntiAffinityRoom.Means(term, one.Metadata.NamespaceProperty, other.Metadata.NamespaceProperty)
            && term.LabelSelector.Selects(other.Metadata.Labels));
    }

    private static IList<V1PodAffinityTerm> Terms(V1Pod pod) => pod.Spec?.Affinity?.PodAntiAffinity?.RequiredDuringSchedulingIgnoredDuringExecution ?? [];
}
