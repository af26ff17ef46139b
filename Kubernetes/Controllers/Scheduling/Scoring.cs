using CniMigration.Kubernetes.Controllers.Volumes;

namespace CniMigration.Kubernetes.Controllers.Scheduling;

/// <summary>Which of the possible nodes is best: by preferences, by room, and by how spread out the pod's siblings are.</summary>
internal static class Scoring
{
    private const double Close = 1e-9;

    public static NodeInfo Best(PodInfo pod, IReadOnlyList<NodeInfo> nodes, SchedulerCache cache, Random random)
    {
        if (nodes.Count == 1)
        {
            return nodes[0];
        }

        var total = new double[nodes.Count];
        for (var index = 0; index < total.Length; index++)
        {
            total[index] = LeastAllocated(pod, nodes[index]);
        }

        foreach (var (weight, score) in Preferences(pod, nodes, cache))
        {
            AddNormalized(total, weight, nodes, score);
        }

        var best = total.Max();
        List<int> winners = [];
        for (var index = 0; index < total.Length; index++)
        {
            if (total[index] >= best - Close)
            {
                winners.Add(index);
            }
        }
        return nodes[winners[random.Next(winners.Count)]];
    }

    /// <summary>The preferences that this pod has; each is scaled to a hundred before it is weighed.</summary>
    private static IEnumerable<(double Weight, Func<NodeInfo, double> Score)> Preferences(PodInfo pod, IReadOnlyList<NodeInfo> nodes, SchedulerCache cache)
    {
        var spec = pod.Pod.Spec;
        var preferred = spec.Affinity.NodeAffinity.PreferredDuringSchedulingIgnoredDuringExecution;
        if (preferred.Count > 0)
        {
            yield return (2, node => preferred.Where(term => term.Preference.Matches(node.Node.Name, node.Node.Metadata.Labels)).Sum(term => term.Weight));
        }

        if (nodes.Any(node => node.Node.Spec.Taints.Count > 0))
        {
            yield return (3, node => -node.Node.Spec.Taints.Count(
                taint => taint.Effect == "PreferNoSchedule" && !NodeMatching.IsTolerated(taint, spec.Tolerations)));
        }

        foreach (var term in spec.Affinity.PodAffinity.PreferredDuringSchedulingIgnoredDuringExecution)
        {
            yield return (2, Near(term, pod, cache, 1));
        }

        foreach (var term in spec.Affinity.PodAntiAffinity.PreferredDuringSchedulingIgnoredDuringExecution)
        {
            yield return (2, Near(term, pod, cache, -1));
        }

        foreach (var constraint in spec.TopologySpreadConstraints.Where(constraint => constraint.WhenUnsatisfiable == "ScheduleAnyway"))
        {
            var domains = TopologySpread.Count(constraint, [constraint], pod, cache);
            var all = domains.Values.Sum();
            yield return (2, node => -(node.Domain(constraint.TopologyKey) is { } domain ? domains.GetValueOrDefault(domain) : all));
        }
        if (spec.TopologySpreadConstraints.Count == 0 && pod.Pod.Metadata.Controller is { } owner)
        {
            yield return (2, AwayFromSiblings(owner.Uid, cache));
        }
    }

    private static void AddNormalized(double[] total, double weight, IReadOnlyList<NodeInfo> nodes, Func<NodeInfo, double> score)
    {
        var raw = new double[total.Length];
        for (var index = 0; index < raw.Length; index++)
        {
            raw[index] = score(nodes[index]);
        }

        var (low, high) = (raw.Min(), raw.Max());
        if (high - low < Close)
        {
            return;
        }

        for (var index = 0; index < raw.Length; index++)
        {
            total[index] += weight * (raw[index] - low) / (high - low) * 100;
        }
    }

    private static double LeastAllocated(PodInfo pod, NodeInfo node) => (Room(pod, node, "cpu") + Room(pod, node, "memory")) / 2;

    private static double Room(PodInfo pod, NodeInfo node, string name)
    {
        var capacity = (double)node.Node.Status.Allocatable.GetValueOrDefault(name).Milli;
        if (capacity <= 0)
        {
            return 0;
        }

        var used = (double)(node.Requested.GetValueOrDefault(name).Milli + pod.Requests.GetValueOrDefault(name).Milli);
        return Math.Max(0, capacity - used) / capacity * 100;
    }

    private static Func<NodeInfo, double> Near(WeightedPodAffinityTerm term, PodInfo pod, SchedulerCache cache, int sign)
    {
        Dictionary<string, int> domains = new(StringComparer.Ordinal);
        foreach (var node in cache.Nodes)
        {
            if (node.Domain(term.PodAffinityTerm.TopologyKey) is not { } domain)
            {
                continue;
            }

            var matching = node.Pods.Values.Count(other => PodAffinityMatching.Matches(term.PodAffinityTerm, pod.Pod, other.Pod, cache.Cluster));
            domains[domain] = domains.GetValueOrDefault(domain) + matching;
        }
        return node => sign * term.Weight * (node.Domain(term.PodAffinityTerm.TopologyKey) is { } domain ? domains.GetValueOrDefault(domain) : 0);
    }

    /// <summary>Fewer pods of the same owner on the node and in the zone are better, as with Kubernetes' own default constraints.</summary>
    private static Func<NodeInfo, double> AwayFromSiblings(string owner, SchedulerCache cache)
    {
        Dictionary<NodeInfo, int> byNode = [];
        Dictionary<string, int> byZone = new(StringComparer.Ordinal);
        foreach (var sibling in cache.Cluster.PodsByController[owner])
        {
            if (sibling.IsDeleting || cache.NodeOf(sibling) is not { } at)
            {
                continue;
            }

            byNode[at] = byNode.GetValueOrDefault(at) + 1;
            var zone = at.Domain(VolumeTopology.Zone) ?? "";
            byZone[zone] = byZone.GetValueOrDefault(zone) + 1;
        }
        return node => (-2.0 * byNode.GetValueOrDefault(node)) - byZone.GetValueOrDefault(node.Domain(VolumeTopology.Zone) ?? "");
    }
}
