namespace CniMigration.Kubernetes.Controllers.Disruption;

/// <summary>What a budget demands, and what it leaves to disrupt.</summary>
internal static class BudgetArithmetic
{
    /// <summary>Whether the budget is in terms of what the pods' controllers ask for, rather than of the pods there are.</summary>
    public static bool NeedsScale(PodDisruptionBudgetSpec spec) => spec.MaxUnavailable is not null || spec.MinAvailable is { IsPercent: true };

    /// <summary>The healthy pods that the budget wants out of those expected; percentages round up, either way.</summary>
    public static int DesiredHealthy(PodDisruptionBudgetSpec spec, int expected)
    {
        if (spec.MaxUnavailable is { } most)
        {
            return Math.Max(0, expected - most.Of(expected, roundUp: true));
        }

        return spec.MinAvailable is { } least ? least.Of(expected, roundUp: true) : 0;
    }

    public static int DisruptionsAllowed(int currentHealthy, int desiredHealthy, int expected) =>
        expected <= 0 ? 0 : Math.Max(0, currentHealthy - desiredHealthy);
}
