namespace CniMigration.Kubernetes.Controllers.Scheduling;

/// <summary>Required pod affinity and anti-affinity, in both directions.</summary>
internal static class PodAffinityFilter
{
    public static IEnumerable<Filter> For(PodInfo pod, SchedulerCache cache)
    {
        if (Near(pod, cache) is { } near)
        {
            yield return near;
        }

        if (Apart(pod, cache) is { } apart)
        {
            yield return apart;
        }

        if (KeptAway(pod, cache) is { } keptAway)
        {
            yield return keptAway;
        }
    }

    private static Filter? Near(PodInfo pod, SchedulerCache cache)
    {
        var terms = pod.Pod.Spec.Affinity.PodAffinity.RequiredDuringSchedulingIgnoredDuringExecution;
        if (terms.Count == 0)
        {
            return null;
        }

        var domains = terms.Select(_ => new HashSet<string>(StringComparer.Ordinal)).ToArray();
        var any = false;
        foreach (var node in cache.Nodes)
        {
            if (!node.Pods.Values.Any(other => terms.All(term => PodAffinityMatching.Matches(term, pod.Pod, other.Pod, cache.Cluster))))
            {
                continue;
            }

            for (var index = 0; index < terms.Count; index++)
            {
                if (node.Domain(terms[index].TopologyKey) is not { } domain)
                {
                    continue;
                }

                domains[index].Add(domain);
                any = true;
            }
        }
        var isFirstOfItsKind = !any && terms.All(term => PodAffinityMatching.Matches(term, pod.Pod, pod.Pod, cache.Cluster));
        return node =>
        {
            for (var index = 0; index < terms.Count; index++)
            {
                if (node.Domain(terms[index].TopologyKey) is not { } domain || (!isFirstOfItsKind && !domains[index].Contains(domain)))
                {
                    return ["node(s) didn't match pod affinity rules"];
                }
            }
            return null;
        };
    }

    private static Filter? Apart(PodInfo pod, SchedulerCache cache)
    {
        var terms = pod.Pod.Spec.Affinity.PodAntiAffinity.RequiredDuringSchedulingIgnoredDuringExecution;
        if (terms.Count == 0)
        {
            return null;
        }

        HashSet<(string Key, string Value)> forbidden = [];
        foreach (var node in cache.Nodes)
        {
            foreach (var term in terms)
            {
                if (node.Domain(term.TopologyKey) is { } domain && !forbidden.Contains((term.TopologyKey, domain))
                    && node.Pods.Values.Any(other => PodAffinityMatching.Matches(term, pod.Pod, other.Pod, cache.Cluster)))
                {
                    forbidden.Add((term.TopologyKey, domain));
                }
            }
        }
        return node => IsIn(node, forbidden) ? ["node(s) didn't match pod anti-affinity rules"] : null;
    }

    private static Filter? KeptAway(PodInfo pod, SchedulerCache cache)
    {
        HashSet<(string Key, string Value)> forbidden = [];
        foreach (var other in cache.WithAntiAffinity)
        {
            foreach (var term in other.Pod.Spec.Affinity.PodAntiAffinity.RequiredDuringSchedulingIgnoredDuringExecution)
            {
                if (PodAffinityMatching.Matches(term, other.Pod, pod.Pod, cache.Cluster) && cache.NodeOf(other)?.Domain(term.TopologyKey) is { } domain)
                {
                    forbidden.Add((term.TopologyKey, domain));
                }
            }
        }
        return forbidden.Count == 0 ? null : node => IsIn(node, forbidden) ? ["node(s) didn't satisfy existing pods anti-affinity rules"] : null;
    }

    private static bool IsIn(NodeInfo node, HashSet<(string Key, string Value)> places) =>
        places.Any(place => node.Domain(place.Key) == place.Value);
}
