using CniMigration.Migration.Workloads.Plans;

namespace CniMigration.Migration.Workloads.Planning;

/// <summary>What a filter says of a pod.</summary>
/// <param name="Method">How it leaves; null: it is none of the move's business.</param>
/// <param name="Reason">Why.</param>
/// <param name="Remedy">For a blocked pod, the setting or change that lets it go.</param>
/// <param name="Setting">The setting's name.</param>
internal sealed record PodVerdict(MoveMethod? Method, string Reason, string Remedy = "", string? Setting = null);

/// <summary>One question asked of every pod on the source; null when it has nothing to say.</summary>
internal delegate PodVerdict? PodFilter(V1Pod pod, MoveRequest request);

/// <summary>The questions in their order: the first verdict holds.</summary>
internal static class PodFilters
{
    internal static IReadOnlyList<PodFilter> InOrder { get; } =
        [Finished, Mirror, OfADaemonSet, Terminating, OfCilium, ToleratesCordons, OfAJob, Bare, LocalStorage];

    /// <summary>The first verdict on a pod, or null when nothing speaks against moving it.</summary>
    internal static PodVerdict? Judge(V1Pod pod, MoveRequest request) =>
        InOrder.Select(filter => filter(pod, request)).FirstOrDefault(verdict => verdict is not null);

    /// <summary>All that waits for a consent before the pod may go; what is not the move's business waits for none.</summary>
    internal static IEnumerable<PodVerdict> Refusals(V1Pod pod, MoveRequest request) =>
        InOrder.Select(filter => filter(pod, request)).OfType<PodVerdict>().Where(verdict => verdict.Method is MoveMethod.Blocked);

    private static PodVerdict? Finished(V1Pod pod, MoveRequest request) =>
        pod.IsFinished() ? new(null, "it has finished") : null;

    private static PodVerdict? Mirror(V1Pod pod, MoveRequest request) =>
        pod.IsMirror() ? new(null, "a static pod belongs to its node") : null;

    private static PodVerdict? OfADaemonSet(V1Pod pod, MoveRequest request) =>
        pod.Controller()?.Kind == "DaemonSet" ? new(null, "its DaemonSet runs one on every node") : null;

    private static PodVerdict? Terminating(V1Pod pod, MoveRequest request) =>
        pod.IsTerminating() ? new(null, "it is ending already") : null;

    private static PodVerdict? OfCilium(V1Pod pod, MoveRequest request) =>
        pod.IsCiliumOperator() ? new(MoveMethod.Stays, "Cilium's operator runs on Cilium's nodes only") : null;

    private static PodVerdict? ToleratesCordons(V1Pod pod, MoveRequest request) =>
        !pod.ToleratesCordons() ? null
        : pod.Controller() is null ? new(MoveMethod.Stays, "it tolerates cordons and no controller creates it again: it ends for good when the node goes")
        : new(MoveMethod.Stays, "it tolerates cordons, so it would come back: it goes when the node goes");

    private static PodVerdict? OfAJob(V1Pod pod, MoveRequest request) =>
        pod.Controller()?.Kind == "Job" ? new(MoveMethod.WaitForCompletion, "a Job's pod is left to finish") : null;

    private static PodVerdict? Bare(V1Pod pod, MoveRequest request) =>
        pod.Controller() is null && !request.EvictBarePods
            ? new(
                MoveMethod.Blocked, "no controller creates it again", "set evictBarePods to let it be deleted for good, or give it a controller",
                Overrides.EvictBarePods)
            : null;

    /// <summary>DNS is exempt: EKS gives its pods a scratch volume, and they keep nothing in it.</summary>
    private static PodVerdict? LocalStorage(V1Pod pod, MoveRequest request) =>
        !request.DeleteLocalData && !pod.ServesDns() && pod.Spec?.Volumes?.FirstOrDefault(v => v.EmptyDir is not null) is { } volume
            ? new(MoveMethod.Blocked, $"its emptyDir volume {volume.Name} ends with it", "set deleteLocalData to accept that", Overrides.DeleteLocalData)
            : null;
}
