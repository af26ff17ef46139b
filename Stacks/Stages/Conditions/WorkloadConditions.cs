using CniMigration.Components.Resources;
using static CniMigration.Stacks.Stages.Conditions.Wording;

namespace CniMigration.Stacks.Stages.Conditions;

/// <summary>What has to be proven of workloads and of the plan that moves them.</summary>
internal static class WorkloadConditions
{
    public static readonly Condition PlanIsClear = new("no blocker in the plan", live => live.Plan switch
    {
        null => "the move is not planned yet",
        { Blockers: { Length: > 0 } blockers } => $"{Count(blockers.Select(blocker => blocker.Pod).Distinct().Count(), "pod")} cannot be moved:"
            + string.Concat(blockers.Select(blocker => $"{Environment.NewLine}    {Tell(blocker)}")),
        _ => null,
    }, TakesSomebody: true);

    public static readonly Condition NoneOnCilium =
        NoneOf("no workload on Cilium nodes", live => live.State?.CiliumNodes.WorkloadPods, "workload pod", "on Cilium nodes");

    public static readonly Condition NoneOnOldNodes =
        NoneOf("no workload on old nodes", live => live.State?.OldNodes.WorkloadPods, "workload pod", "on old nodes");

    public static readonly Condition NothingPending = NoneOf("nothing pending", live => live.State?.PendingPods, "pod", "pending");

    public static readonly Condition NothingTerminating =
        NoneOf("nothing terminating", live => live.State?.OldNodes.TerminatingPods, "pod", "terminating on old nodes");

    public static readonly Condition NoGuard = new("no guard outstanding", live => live.State switch
    {
        null => NoCluster,
        { Guards: { Length: > 0 } guards } => $"a guarded rollout is not put back yet: {string.Join(", ", guards)}",
        _ => null,
    });

    private static string Tell(MoveBlocker blocker) =>
        string.IsNullOrEmpty(blocker.Remedy) ? $"{blocker.Pod}: {blocker.Reason}" : $"{blocker.Pod}: {blocker.Reason} ({blocker.Remedy})";
}
