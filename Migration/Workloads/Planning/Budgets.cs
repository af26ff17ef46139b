using k8s.Models;

namespace CniMigration.Migration.Workloads.Planning;

/// <summary>Which budgets hold a pod, and whether they can ever let it go.</summary>
internal static class Budgets
{
    internal static IReadOnlyList<V1PodDisruptionBudget> Over(this IEnumerable<V1PodDisruptionBudget> budgets, V1Pod pod) =>
        [.. budgets.Where(b => b.Metadata.NamespaceProperty == pod.Metadata.NamespaceProperty && b.Spec?.Selector.Selects(pod.Metadata.Labels) == true)];

    /// <summary>Whether a budget refuses every eviction even while all its pods are healthy.</summary>
    internal static bool NeverAllows(this V1PodDisruptionBudget budget) =>
        budget.Status is { DisruptionsAllowed: 0, ExpectedPods: > 0 and var expected, DesiredHealthy: var desired } && expected <= desired;

    internal static string Text(this V1PodDisruptionBudget budget) =>
        $"budget {budget.Metadata.Name} ({(budget.Spec.MinAvailable is { } min ? $"minAvailable {min.Value}" : $"maxUnavailable {budget.Spec.MaxUnavailable?.Value ?? "0"}")}"
        + $" of {budget.Status?.ExpectedPods ?? 0})";
}
