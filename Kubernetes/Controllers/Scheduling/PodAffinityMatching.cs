using CniMigration.Kubernetes.Controllers.Runtime;

namespace CniMigration.Kubernetes.Controllers.Scheduling;

/// <summary>Whether an affinity term of one pod speaks of another.</summary>
internal static class PodAffinityMatching
{
    public static bool Matches(PodAffinityTerm term, Pod owner, Pod other, ClusterCache cluster)
    {
        if (term.LabelSelector is not { } selector || !selector.Matches(other.Metadata.Labels) || !InNamespace(term, owner, other, cluster))
        {
            return false;
        }

        foreach (var key in term.MatchLabelKeys)
        {
            if (owner.Metadata.Labels.TryGetValue(key, out var value) && other.Metadata.Labels.GetValueOrDefault(key) != value)
            {
                return false;
            }
        }
        foreach (var key in term.MismatchLabelKeys)
        {
            if (owner.Metadata.Labels.TryGetValue(key, out var value) && other.Metadata.Labels.GetValueOrDefault(key) == value)
            {
                return false;
            }
        }
        return true;
    }

    private static bool InNamespace(PodAffinityTerm term, Pod owner, Pod other, ClusterCache cluster)
    {
        if (term.Namespaces.Count == 0 && term.NamespaceSelector is null)
        {
            return other.Namespace == owner.Namespace;
        }

        return term.Namespaces.Contains(other.Namespace)
            || (term.NamespaceSelector is { } selector && cluster.Namespaces.Find(other.Namespace) is { } found && selector.Matches(found.Metadata.Labels));
    }
}
