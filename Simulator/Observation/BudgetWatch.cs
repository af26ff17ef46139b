using CniMigration.Kubernetes.Controllers.Runtime;

namespace CniMigration.Simulator.Observation;

/// <summary>
/// Counts broken budgets by its own arithmetic: how many matching pods are ready and not terminating, against what the budget asks for.
/// Only a pod that is taken away breaks a budget; one that fails, or a budget that asks for more, does not.
/// </summary>
internal sealed class BudgetWatch(ClusterCache cache)
{
    private readonly HashSet<string> kept = new(StringComparer.Ordinal);

    public int Violations { get; private set; }

    public void Observe(Change<Pod> change)
    {
        var takenAway = IsHealthy(change.Old) && (change.New is null || (change.New.IsDeleting && !change.Old!.IsDeleting));
        var pod = change.Latest;
        foreach (var budget in cache.BudgetsByNamespace[pod.Namespace])
        {
            if (budget.Spec.Selector?.Matches(pod.Metadata.Labels) == true)
            {
                Judge(budget, takenAway);
            }
        }
    }

    public void Refresh()
    {
        foreach (var budget in cache.Budgets.All())
        {
            Judge(budget, takenAway: false);
        }
    }

    private void Judge(PodDisruptionBudget budget, bool takenAway)
    {
        var pods = cache.PodsByNamespace[budget.Namespace].Where(pod => pod.IsActive && budget.Spec.Selector!.Matches(pod.Metadata.Labels)).ToList();
        if (pods.Count(IsHealthy) >= Desired(budget, pods))
        {
            kept.Add(budget.Uid);
        }
        else if (kept.Remove(budget.Uid) && takenAway)
        {
            Violations++;
        }
    }

    private int Desired(PodDisruptionBudget budget, List<Pod> pods)
    {
        if (budget.Spec.MinAvailable is { IsPercent: false } least)
        {
            return least.Number;
        }

        var expected = pods.Select(pod => pod.Metadata.Controller).OfType<OwnerReference>().DistinctBy(owner => owner.Uid)
            .Select(owner => Scale(budget.Namespace, owner)).DistinctBy(scale => scale.Uid).Sum(scale => scale.Replicas);
        return budget.Spec.MinAvailable is { } share
            ? share.Of(expected, roundUp: true)
            : Math.Max(0, expected - (budget.Spec.MaxUnavailable ?? 1).Of(expected, roundUp: true));
    }

    /// <summary>How many pods the workload behind a pod's owner should have.</summary>
    private (string Uid, int Replicas) Scale(string @namespace, OwnerReference owner)
    {
        if (owner.Kind == "StatefulSet" && cache.StatefulSets.Find(@namespace, owner.Name) is { } set)
        {
            return (set.Uid, set.Spec.Replicas);
        }

        if (owner.Kind != "ReplicaSet" || cache.ReplicaSets.Find(@namespace, owner.Name) is not { } replicas)
        {
            return (owner.Uid, 0);
        }

        return replicas.Metadata.Controller is { } parent && cache.Deployments.Find(@namespace, parent.Name) is { } deployment
            ? (deployment.Uid, deployment.Spec.Replicas)
            : (replicas.Uid, replicas.Spec.Replicas);
    }

    private static bool IsHealthy(Pod? pod) => pod is { IsReady: true, IsActive: true };
}
