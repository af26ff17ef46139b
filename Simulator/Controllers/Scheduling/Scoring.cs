using CniMigration.Simulator.Model;

namespace CniMigration.Simulator.Controllers.Scheduling;

/// <summary>Which of the possible nodes is best: by preferences, by room, and by how spread out the pod's siblings are.</summary>
internal static class Scoring
{
    public static NodeInfo Best(PodInfo pod, IReadOnlyList<NodeInfo> nodes, SchedulerCache cache, Random random)
    {
        if (nodes.Count == 1) return nodes[0];
        var total = new double[nodes.Count];
        Add(total, 1, [.. nodes.Select(node => LeastAllocated(pod, node))]);
        Add(total, 2, Normalize([.. nodes.Select(node => PreferredNodes(pod, node))]));
        Add(total, 3, Normalize([.. nodes.Select(node => -PreferNoSchedule(pod, node))]));
        Add(total, 2, Normalize([.. nodes.Select(node => PreferredPods(pod, node, cache))]));
        Add(total, 2, Normalize(SpreadConstraints(pod, nodes, cache)));
        Add(total, 2, Normalize(Siblings(pod, nodes, cache)));
        var best = total.Max();
        var winners = Enumerable.Range(0, nodes.Count).Where(index => total[index] >= best - 1e-9).ToList();
        return nodes[winners[random.Next(winners.Count)]];
    }

    private static void Add(double[] total, double weight, double[] scores)
    {
        for (var index = 0; index < total.Length; index++) total[index] += weight * scores[index];
    }

    private static double[] Normalize(double[] raw)
    {
        var (low, high) = (raw.Min(), raw.Max());
        return high - low < 1e-9 ? new double[raw.Length] : [.. raw.Select(value => (value - low) / (high - low) * 100)];
    }

    private static double LeastAllocated(PodInfo pod, NodeInfo node)
    {
        double sum = 0;
        foreach (var name in (ReadOnlySpan<string>)["cpu", "memory"])
        {
            var capacity = (double)node.Node.Status.Allocatable.GetValueOrDefault(name).Milli;
            var used = (double)(node.Requested.GetValueOrDefault(name).Milli + pod.Requests.GetValueOrDefault(name).Milli);
            if (capacity > 0) sum += Math.Max(0, capacity - used) / capacity * 100;
        }
        return sum / 2;
    }

    private static double PreferredNodes(PodInfo pod, NodeInfo node) =>
        pod.Pod.Spec.Affinity.NodeAffinity.PreferredDuringSchedulingIgnoredDuringExecution
            .Where(term => term.Preference.Matches(node.Node.Name, node.Node.Metadata.Labels)).Sum(term => term.Weight);

    private static double PreferNoSchedule(PodInfo pod, NodeInfo node) =>
        node.Node.Spec.Taints.Count(taint => taint.Effect == "PreferNoSchedule" && !NodeMatching.IsTolerated(taint, pod.Pod.Spec.Tolerations));

    private static double PreferredPods(PodInfo pod, NodeInfo node, SchedulerCache cache)
    {
        var affinity = pod.Pod.Spec.Affinity;
        return Weigh(affinity.PodAffinity.PreferredDuringSchedulingIgnoredDuringExecution, pod, node, cache)
            - Weigh(affinity.PodAntiAffinity.PreferredDuringSchedulingIgnoredDuringExecution, pod, node, cache);
    }

    private static double Weigh(IReadOnlyList<WeightedPodAffinityTerm> terms, PodInfo pod, NodeInfo node, SchedulerCache cache)
    {
        double sum = 0;
        foreach (var term in terms)
        {
            if (node.Domain(term.PodAffinityTerm.TopologyKey) is not { } domain) continue;
            var nearby = cache.Nodes.Where(other => other.Domain(term.PodAffinityTerm.TopologyKey) == domain).SelectMany(other => other.Pods.Values);
            sum += term.Weight * nearby.Count(other => PodAffinityMatching.Matches(term.PodAffinityTerm, pod.Pod, other.Pod, cache.Cluster));
        }
        return sum;
    }

    private static double[] SpreadConstraints(PodInfo pod, IReadOnlyList<NodeInfo> nodes, SchedulerCache cache)
    {
        var scores = new double[nodes.Count];
        foreach (var constraint in pod.Pod.Spec.TopologySpreadConstraints.Where(constraint => constraint.WhenUnsatisfiable == "ScheduleAnyway"))
        {
            var domains = TopologySpread.Count(constraint, [constraint], pod, cache);
            for (var index = 0; index < nodes.Count; index++)
                scores[index] -= nodes[index].Domain(constraint.TopologyKey) is { } domain ? domains.GetValueOrDefault(domain) : domains.Values.Sum();
        }
        return scores;
    }

    /// <summary>Fewer pods of the same owner on the node and in the zone are better, as with Kubernetes' own default constraints.</summary>
    private static double[] Siblings(PodInfo pod, IReadOnlyList<NodeInfo> nodes, SchedulerCache cache)
    {
        if (pod.Pod.Metadata.Controller is not { } owner || pod.Pod.Spec.TopologySpreadConstraints.Count > 0) return new double[nodes.Count];
        Dictionary<string, int> byNode = [];
        Dictionary<string, int> byZone = [];
        foreach (var sibling in cache.Cluster.PodsByController[owner.Uid])
        {
            if (sibling.IsDeleting || cache.NodeOf(sibling) is not { } at) continue;
            byNode[at.Node.Name] = byNode.GetValueOrDefault(at.Node.Name) + 1;
            var zone = at.Domain(Volumes.VolumeTopology.Zone) ?? "";
            byZone[zone] = byZone.GetValueOrDefault(zone) + 1;
        }
        return [.. nodes.Select(node => -2.0 * byNode.GetValueOrDefault(node.Node.Name) - byZone.GetValueOrDefault(node.Domain(Volumes.VolumeTopology.Zone) ?? ""))];
    }
}
