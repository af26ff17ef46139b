namespace CniMigration.Kubernetes.Controllers.Scheduling;

/// <summary>
/// Topology spread. Nodes that the pod could never run on by its own affinity do not count; cordoned ones do, as in life, so
/// that a constraint can become unsatisfiable by a cordon.
/// </summary>
internal static class TopologySpread
{
    private const string Reason = "node(s) didn't match pod topology spread constraints";

    public static IEnumerable<Filter> For(PodInfo pod, SchedulerCache cache)
    {
        var constraints = pod.Pod.Spec.TopologySpreadConstraints.Where(constraint => constraint.WhenUnsatisfiable == "DoNotSchedule").ToList();
        if (constraints.Count == 0)
        {
            yield break;
        }

        var counted = constraints.Select(constraint => (Constraint: constraint, Domains: Count(constraint, constraints, pod, cache))).ToList();
        yield return node =>
        {
            foreach (var (constraint, domains) in counted)
            {
                if (node.Domain(constraint.TopologyKey) is not { } domain)
                {
                    return [$"{Reason} (missing required label)"];
                }

                var least = domains.Count == 0 || domains.Count < (constraint.MinDomains ?? 1) ? 0 : domains.Values.Min();
                var self = Selects(constraint, pod.Pod, pod.Pod) ? 1 : 0;
                if (domains.GetValueOrDefault(domain) + self - least > constraint.MaxSkew)
                {
                    return [Reason];
                }
            }
            return null;
        };
    }

    /// <summary>How many matching pods each domain has, for a constraint alone.</summary>
    public static Dictionary<string, int> Count(
        TopologySpreadConstraint constraint, IReadOnlyList<TopologySpreadConstraint> all, PodInfo pod, SchedulerCache cache)
    {
        Dictionary<string, int> domains = new(StringComparer.Ordinal);
        foreach (var node in cache.Nodes)
        {
            if (all.Any(other => node.Domain(other.TopologyKey) is null) || !IsIncluded(constraint, pod.Pod, node.Node))
            {
                continue;
            }

            var matching = node.Pods.Values.Count(
                other => !other.Pod.IsDeleting && other.Pod.Namespace == pod.Pod.Namespace && Selects(constraint, pod.Pod, other.Pod));
            var domain = node.Domain(constraint.TopologyKey)!;
            domains[domain] = domains.GetValueOrDefault(domain) + matching;
        }
        return domains;
    }

    private static bool IsIncluded(TopologySpreadConstraint constraint, Pod pod, Node node) =>
        (constraint.NodeAffinityPolicy != "Honor" || NodeMatching.Matches(pod.Spec, node))
        && (constraint.NodeTaintsPolicy != "Honor" || NodeMatching.Untolerated(node.Spec.Taints, pod.Spec.Tolerations, "NoSchedule", "NoExecute") is null);

    private static bool Selects(TopologySpreadConstraint constraint, Pod owner, Pod other)
    {
        if (constraint.LabelSelector is not { } selector || !selector.Matches(other.Metadata.Labels))
        {
            return false;
        }

        foreach (var key in constraint.MatchLabelKeys)
        {
            if (owner.Metadata.Labels.TryGetValue(key, out var value) && other.Metadata.Labels.GetValueOrDefault(key) != value)
            {
                return false;
            }
        }
        return true;
    }
}
