namespace CniMigration.Migration.Workloads.Planning;

/// <summary>
/// Pods that do not get Ready by themselves, which budgets may not hold. A pod that only starts is none of them: in a moment its budget holds it.
/// </summary>
internal static class BrokenPods
{
    private static readonly string[] Reasons =
    [
        "CrashLoopBackOff", "ImagePullBackOff", "ErrImagePull", "InvalidImageName", "CreateContainerConfigError", "CreateContainerError", "RunContainerError",
    ];

    /// <summary>Whether the API server evicts it without a look at any budget: it has not begun to run.</summary>
    internal static bool IsBeyondBudgets(this V1Pod pod) => pod.Status?.Phase is "Pending" && pod.IsBroken();

    /// <summary>Whether the budget lets it go at any time.</summary>
    internal static bool IsLetGoBy(this V1Pod pod, V1PodDisruptionBudget budget) => budget.Spec.UnhealthyPodEvictionPolicy == "AlwaysAllow" && pod.IsBroken();

    private static bool IsBroken(this V1Pod pod) =>
        !pod.IsReady()
            && (pod.Status?.ContainerStatuses ?? []).Concat(pod.Status?.InitContainerStatuses ?? []).Any(c => Reasons.Contains(c.State?.Waiting?.Reason));
}
