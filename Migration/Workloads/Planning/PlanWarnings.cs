using CniMigration.Migration.Reporting;
using CniMigration.Migration.Workloads.Plans;
using CniMigration.Migration.Workloads.Room;
using CniMigration.Migration.Workloads.Snapshots;

namespace CniMigration.Migration.Workloads.Planning;

/// <summary>What does not block a move, and should be known before.</summary>
internal static class PlanWarnings
{
    internal static IEnumerable<string> Of(
        IReadOnlyCollection<Judgement> judged, IEnumerable<Unplaced> unplaced, IEnumerable<V1Pod> source, ClusterSnapshot snapshot, MoveRequest request) =>
    [
        .. unplaced.Where(u => !u.Certain).Select(u => Tight(u, request)),
        .. judged.Where(j => j.Plan.Method is not MoveMethod.Stays).SelectMany(j => j.Pods).Select(Directory).OfType<string>(),
        .. source.Where(p => p.IsTerminating() && p.IsWorkload()).Select(p => Ending(p, request)).OfType<string>(),
        .. judged.Where(j => j.Plan.Method is MoveMethod.Surge).SelectMany(j => Surge(j, snapshot, request)),
    ];

    private static string Tight(Unplaced tight, MoveRequest request) => tight is { Lacking: RoomFinder.Addresses, Shortage: { } shortage }
        ? $"{tight.Pod.Ref()}: the subnets of the destination may have no address left for it ({RoomText.Of(shortage)}, without those that "
        + $"{request.Source.Name} holds warm on its nodes); "
            + "it may have to wait"
        : $"{tight.Pod.Ref()}: the destination has enough {tight.Lacking} in all, but perhaps on no single node; it may have to wait";

    private static string? Directory(V1Pod pod) => pod.Spec?.Volumes?.FirstOrDefault(v => v.HostPath is not null) is { } volume
        ? $"{pod.Ref()}: its volume {volume.Name} is the directory {volume.HostPath.Path} of its node; what is in it does not come along"
        : null;

    private static string? Ending(V1Pod pod, MoveRequest request) => pod.Metadata.Finalizers is { Count: > 0 } finalizers
        ? $"{pod.Ref()}: it is ending already and held by its finalizers ({string.Join(", ", finalizers)}); the move waits for it, "
            + $"{Durations.Of(request.TerminationTimeout)} at most after its grace period"
        : null;

    private static IEnumerable<string> Surge(Judgement judged, ClusterSnapshot snapshot, MoveRequest request)
    {
        var (workload, away) = (judged.Plan.Workload, judged.Plan.AtOnce);
        foreach (var budget in judged.Pods.SelectMany(p => snapshot.Budgets.Over(p)).Distinct().Where(b => b.Allows(snapshot) < away))
        {
            yield return $"{workload}: surge is as-is, so its restart may take {away} of its pods away at once, and {budget.Text()} allows "
                + $"{budget.Allows(snapshot)}: a rollout asks no budget";
        }

        if (Slowest(workload, snapshot) is { } least && least > request.RolloutTimeout)
        {
            yield return $"{workload}: its restart takes {Durations.Of(least)} at least, by its minReadySeconds and maxSurge, and a rollout may take "
                + $"{Durations.Of(request.RolloutTimeout)}; the move fails then, and the next run goes on";
        }
    }

    /// <summary>How long a restart takes though every pod starts at once: as many rounds as the surge makes of them.</summary>
    private static TimeSpan? Slowest(WorkloadRef workload, ClusterSnapshot snapshot) =>
        snapshot.Deployment(workload) is { Spec.MinReadySeconds: > 0 and var seconds } deployment
        && new SurgeCase(deployment, snapshot, MoveDestination.Stay, SurgeMode.Guarded) is { MaxSurge: > 0 } surge
            ? TimeSpan.FromSeconds((double)seconds * ((surge.Replicas + surge.MaxSurge - 1) / surge.MaxSurge))
            : null;
}
