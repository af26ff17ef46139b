using System.Globalization;
using CniMigration.Migration.State;
using k8s.Models;

namespace CniMigration.Migration.Workloads.Planning;

/// <summary>Which budgets hold a pod, and what they allow while all their pods are healthy, by their spec: the moment's disruptionsAllowed is another question.</summary>
internal static class Budgets
{
    internal static IReadOnlyList<V1PodDisruptionBudget> Over(this IEnumerable<V1PodDisruptionBudget> budgets, V1Pod pod) =>
        [.. budgets.Where(b => b.Metadata.NamespaceProperty == pod.Metadata.NamespaceProperty && b.Spec?.Selector.Selects(pod.Metadata.Labels) == true)];

    /// <summary>How many of its pods a budget lets go at once when all are healthy; 0: it never allows an eviction.</summary>
    internal static int Allows(this V1PodDisruptionBudget budget, ClusterSnapshot snapshot)
    {
        var pods = snapshot.Pods
            .Where(p => p.Metadata.NamespaceProperty == budget.Metadata.NamespaceProperty && !p.IsFinished() && budget.Spec.Selector.Selects(p.Metadata.Labels))
            .ToList();
        var expected = Expected(pods, snapshot) is var counted and > 0 ? counted : budget.Status?.ExpectedPods ?? 0;
        return budget.Spec switch
        {
            { MinAvailable: { } least } => Math.Max(0, expected - Resolve(least, expected)),
            { MaxUnavailable: { } most } => Math.Min(expected, Resolve(most, expected)),
            _ => expected,
        };
    }

    internal static string Text(this V1PodDisruptionBudget budget) =>
        $"budget {budget.Metadata.Name} ({(budget.Spec.MinAvailable is { } min ? $"minAvailable {min.Value}" : $"maxUnavailable {budget.Spec.MaxUnavailable?.Value ?? "0"}")}"
        + $" of {budget.Status?.ExpectedPods ?? 0})";

    /// <summary>Both kinds of share are rounded up, as the disruption controller does.</summary>
    private static int Resolve(IntOrString value, int of) => value.Value.EndsWith('%')
        ? (int)Math.Ceiling(int.Parse(value.Value.AsSpan()[..^1], CultureInfo.InvariantCulture) * of / 100.0)
        : value.ToInt();

    /// <summary>The replicas that the pods' controllers want in all; a pod without one counts itself.</summary>
    private static int Expected(IReadOnlyCollection<V1Pod> pods, ClusterSnapshot snapshot) => pods
        .GroupBy(p => Owners.WorkloadOf(p, snapshot))
        .Sum(group => Workloads.Replicas(group.Key, snapshot) ?? group.Count());
}
