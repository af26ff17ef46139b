using CniMigration.Migration.Workloads.Snapshots;

namespace CniMigration.Migration.Workloads.Planning;

/// <summary>
/// Which budgets hold a pod, and what they allow while all their pods are healthy, by their spec: the moment's disruptionsAllowed is another question.
/// </summary>
internal static class Budgets
{
    internal static IReadOnlyList<V1PodDisruptionBudget> Over(this IEnumerable<V1PodDisruptionBudget> budgets, V1Pod pod) =>
        [.. budgets.Where(b => b.Metadata.NamespaceProperty == pod.Metadata.NamespaceProperty && b.Spec?.Selector.Selects(pod.Metadata.Labels) == true)];

    /// <summary>How many of its pods a budget lets go at once when all are healthy; 0: it never allows an eviction.</summary>
    internal static int Allows(this V1PodDisruptionBudget budget, ClusterSnapshot snapshot)
    {
        if (budget.Uncountable(snapshot) is not null)
        {
            return 0;
        }

        var pods = budget.Pods(snapshot).Where(p => !p.IsFinished()).ToList();
        var healthy = pods.Count > 0 ? Wanted(pods, snapshot) : budget.Status?.ExpectedPods ?? 0;

        // A pod without a controller can be healthy, but is not expected: that is a controller's number.
        var expected = budget.CountsByScale() ? healthy - pods.Count(p => p.Controller() is null) : healthy;
        return expected <= 0 ? 0 : budget.Spec switch
        {
            { MinAvailable: { } least } => Math.Max(0, healthy - least.RoundedUp(expected)),
            { MaxUnavailable: { } most } => healthy - Math.Max(0, expected - most.RoundedUp(expected)),
            _ => 0,
        };
    }

    /// <summary>
    /// Why the disruption controller cannot count what the budget is a share of: a pod whose controller has no scale. Then it allows nothing, and pods
    /// that have finished hinder it as others do. Null where it can.
    /// </summary>
    internal static string? Uncountable(this V1PodDisruptionBudget budget, ClusterSnapshot snapshot) =>
        budget.CountsByScale() && budget.Pods(snapshot).FirstOrDefault(p => p.Controller() is { } owner && budget.CannotCount(owner.Kind)) is { } pod
            ? $"it selects {pod.Metadata.Name} too, whose {pod.Controller()!.Kind} has no scale to count by"
            : null;

    internal static string Text(this V1PodDisruptionBudget budget) =>
        $"budget {budget.Metadata.Name} ({Demand(budget.Spec)} of {budget.Status?.ExpectedPods ?? 0})";

    private static string Demand(V1PodDisruptionBudgetSpec spec) =>
        spec.MinAvailable is { } min
            ? $"minAvailable {min.Value}"
            : spec.MaxUnavailable is { } max ? $"maxUnavailable {max.Value}" : "neither minAvailable nor maxUnavailable";

    private static bool CountsByScale(this V1PodDisruptionBudget budget) =>
        budget.Spec is { MaxUnavailable: not null } || budget.Spec.MinAvailable?.IsShare() == true;

    private static bool CannotCount(this V1PodDisruptionBudget budget, string kind) => HasNoScale(kind) || (MayHaveNone(kind) && budget.HasFailed());

    private static bool HasNoScale(string kind) => kind is "Job" or "DaemonSet";

    private static bool MayHaveNone(string kind) => kind is not ("ReplicaSet" or "StatefulSet" or "ReplicationController");

    private static bool HasFailed(this V1PodDisruptionBudget budget) =>
        budget.Status?.Conditions?.Any(c => c is { Type: "DisruptionAllowed", Reason: "SyncFailed" }) == true;

    private static IEnumerable<V1Pod> Pods(this V1PodDisruptionBudget budget, ClusterSnapshot snapshot) =>
        snapshot.Pods.Where(p => p.Metadata.NamespaceProperty == budget.Metadata.NamespaceProperty && budget.Spec.Selector.Selects(p.Metadata.Labels));

    /// <summary>The replicas that the pods' controllers want in all; a pod without one counts itself.</summary>
    private static int Wanted(IReadOnlyCollection<V1Pod> pods, ClusterSnapshot snapshot) => pods
        .GroupBy(p => snapshot.WorkloadOf(p))
        .Sum(group => snapshot.Replicas(group.Key) ?? group.Count());
}
