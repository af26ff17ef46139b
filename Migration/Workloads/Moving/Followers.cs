using CniMigration.Migration.Waiting;

namespace CniMigration.Migration.Workloads.Moving;

/// <summary>
/// The pods that follow those which an earlier run took away before it was killed: nothing on the source tells of them any more. Each has as long
/// to get Ready as any replacement, from its own beginning; one that is older is somebody else's trouble too, and only said.
/// </summary>
internal static class Followers
{
    internal static async Task FollowersReadyAsync(this MoveContext context, CancellationToken cancellationToken)
    {
        if (context.Request.SourceSelector is null)
        {
            return;
        }

        var uids = Unready(context).Select(p => p.Metadata.Uid).ToHashSet();
        await context.Wait.UntilAsync(
            "the pods that follow those which have left to be Ready",
            context.Request.RolloutTimeout,
            "See the events of these pods",
            () => Unready(context).Where(p => uids.Contains(p.Metadata.Uid) && IsYoung(context, p)).ToList() is { Count: > 0 } young
                ? Look.WaitingFor($"{young.Count} are not{PodText.Unready(young)}")
                : Look.Done,
            cancellationToken);
        foreach (var pod in Unready(context).Where(p => uids.Contains(p.Metadata.Uid)))
        {
            context.Reporter.Warn(
                $"Not Ready, and waited for no longer: {pod.Ref()}{PodText.Why(pod)}. The move has left nothing behind, but this pod's workload is "
                    + "incomplete.");
        }
    }

    /// <summary>The pods of controllers that should be Ready by now or soon, and are not on the nodes that are left.</summary>
    internal static List<V1Pod> Unready(MoveContext context)
    {
        var source = context.SourceNodes();
        return [.. context.Cluster.Pods.All.Where(p =>
            p.IsWorkload() && !p.IsReady() && !p.IsTerminating() && p.Controller() is { Kind: not "Job" } && !source.Contains(p.Spec?.NodeName ?? ""))];
    }

    private static bool IsYoung(MoveContext context, V1Pod pod) =>
        pod.Metadata.CreationTimestamp is { } created && context.Time.GetUtcNow() - created < context.Request.RolloutTimeout;
}
