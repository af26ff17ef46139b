using System.Text.Json;
using CniMigration.Migration.Reporting;

namespace CniMigration.Migration.Workloads.Plans;

/// <summary>A plan as lines for a person: what moves in which wave and how, what blocks it and which setting overrides that, the room, the time.</summary>
internal static class MovePlanText
{
    /// <summary>So many pods of a workload are named; the function planMove names them all.</summary>
    private const int MostPods = 5;

    /// <summary>EvictInOrder as evict-in-order.</summary>
    internal static string Words(MoveMethod method) => JsonNamingPolicy.KebabCaseLower.ConvertName(method.ToString());

    internal static IEnumerable<string> Lines(MovePlan plan, MoveRequest request)
    {
        var moving = plan.Workloads.Where(w => w.Method is not MoveMethod.Stays).ToList();
        yield return $"Plan of the move to {request.DestinationName}: {Count(plan.Pods, "pod")} of "
            + $"{Count(moving.Select(w => w.Workload).Distinct().Count(), "workload")}, {Count(plan.Blockers.Count, "blocker")}, "
            + $"at most {Durations.Of(plan.AtMost)}";
        foreach (var workload in plan.Workloads.Where(w => w.Wave > 0))
        {
            yield return $"  wave {workload.Wave}: {Workload(workload)}, at most {Durations.Of(workload.AtMost)}";
            yield return $"    {Pods(workload)}";
        }

        foreach (var workload in plan.Workloads.Where(w => w.Wave == 0))
        {
            yield return $"  {Workload(workload)}";
            yield return $"    {Pods(workload)}";
        }

        foreach (var blocker in plan.Blockers)
        {
            yield return $"  blocked: {blocker.Pod}: {blocker.Reason}. To do: {blocker.Remedy}";
        }

        foreach (var need in plan.Room)
        {
            yield return $"  room for {need.Resource}: {RoomText.Of(need)}";
        }

        foreach (var warning in plan.Warnings)
        {
            yield return $"  note: {warning}";
        }
    }

    private static string Workload(WorkloadPlan workload) =>
        $"{workload.Workload}, {Count(workload.Pods.Count, "pod")}, {Words(workload.Method)}{(workload.AtOnce > 0 ? $", {workload.AtOnce} at once" : "")} "
            + $"({workload.Reason})";

    private static string Pods(WorkloadPlan workload) =>
        string.Join(", ", workload.Pods.Take(MostPods).Select(p => $"{p.Name} on {p.Node}"))
        + (workload.Pods.Count > MostPods ? $", and {workload.Pods.Count - MostPods} more" : "");

    private static string Count(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";
}
