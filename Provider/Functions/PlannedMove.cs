using System.ComponentModel;
using CniMigration.Migration.Workloads.Plans;

namespace CniMigration.Provider.Functions;

/// <summary>What would move, how, and what blocks it.</summary>
internal sealed record PlannedMove(
    [property: Description("How many pods would move.")] int Pods,
    [property: Description("What must be dealt with before anything moves.")] IReadOnlyList<MoveBlocker> Blockers,
    [property: Description("The workloads, in the order in which they would move.")] IReadOnlyList<PlannedWorkload> Workloads,
    [property: Description("What does not block, and should be known before.")] IReadOnlyList<string> Warnings,
    [property: Description("What the pods that move need of the destination.")] IReadOnlyList<PlannedRoom> Room,
    [property: Description("The longest that the move can take by its time limits, in seconds.")] int AtMostSeconds)
{
    public static PlannedMove Of(MovePlan plan) => new(
        plan.Pods,
        [.. plan.Blockers.Select(blocker => new MoveBlocker(blocker.Pod, blocker.Reason, blocker.Remedy, blocker.Setting))],
        [.. plan.Workloads.Select(PlannedWorkload.Of)],
        [.. plan.Warnings],
        [.. plan.Room.Select(need => new PlannedRoom(need.Resource, RoomText.Amount(need.Resource, need.Needed), RoomText.Amount(need.Resource, need.Free)))],
        (int)plan.AtMost.TotalSeconds);
}

/// <summary>What keeps a pod where it is.</summary>
internal sealed record MoveBlocker(
    [property: Description("The pod, as namespace/name.")] string Pod,
    [property: Description("What holds it.")] string Reason,
    [property: Description("What lets it go.")] string Remedy,
    [property: Description("The setting that overrides it, where there is one.")] string? Setting);

/// <summary>One workload that would move.</summary>
internal sealed record PlannedWorkload(
    [property: Description("Its kind.")] string Kind,
    [property: Description("Its namespace.")] string Namespace,
    [property: Description("Its name.")] string Name,
    [property: Description("How many of its pods would move.")] int Pods,
    [property: Description("The names of these pods, in the order in which they would leave.")] IReadOnlyList<string> PodNames,
    [property: Description("How they would leave.")] string Method,
    [property: Description("Why this way.")] string Reason,
    [property: Description("The wave that it would move in, from 1; 0 where it does not move.")] int Wave,
    [property: Description("How many of its pods may be away at once; 0 where new ones are Ready before.")] int AtOnce,
    [property: Description("The longest that it can take by the time limits of the move, in seconds.")] int AtMostSeconds)
{
    public static PlannedWorkload Of(WorkloadPlan plan) => new(
        plan.Workload.Kind, plan.Workload.Namespace, plan.Workload.Name, plan.Pods.Count, [.. plan.Pods.Select(pod => pod.Name)],
        MovePlanText.Words(plan.Method), plan.Reason, plan.Wave, plan.AtOnce, (int)plan.AtMost.TotalSeconds);
}

/// <summary>How much of something is needed, and how much is left.</summary>
internal sealed record PlannedRoom(
    [property: Description("cpu (cores), memory (Gi), pods, addresses, or another resource that pods request.")] string Resource,
    [property: Description("What is needed.")] string Needed,
    [property: Description("What is left before the move.")] string Free);
