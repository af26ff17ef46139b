namespace CniMigration.Tests.Properties.Cases;

/// <summary>A case in a few lines, as a failure shows it.</summary>
internal static class MoveCaseText
{
    public static string Of(MoveCase @case) => string.Join(Environment.NewLine,
    [
        $"old nodes: {Nodes(@case.OldNodes)}; new nodes: {Nodes(@case.CiliumNodes)} with {@case.RoomPercent} % of the CPU that is asked for",
        $"settings: surge {@case.Surge}, {(@case.Consents ? "all consents" : "no consent")}, at most {@case.MaxConcurrentMoves} at once, "
            + $"on failure {@case.OnFailure}"
            + (@case.QuotaSpare is { } spare ? $", a quota with room for {spare} pods more" : ""),
        .. @case.Workloads.Select((workload, index) => $"w{index}: {Workload(workload)}"),
        .. @case.Faults.Select(Fault),
    ]);

    private static string Nodes(IEnumerable<NodeCase> nodes) => string.Join(" ", nodes
        .GroupBy(node => $"{node.Zone}{(node.InPool ? "" : "-")}{(node.IsTainted ? "t" : "")}{(node.IsShut ? "x" : "")}")
        .Select(group => group.Count() == 1 ? group.Key : $"{group.Count()}*{group.Key}"));

    private static string Workload(WorkloadCase workload) =>
        $"{workload.Kind} of {workload.Replicas}, {workload.CpuMilli}m"
        + (workload.Kind is WorkloadKind.Deployment ? $", surge {workload.MaxSurge}, unavailable {workload.MaxUnavailable}" : "")
        + (workload.Kind is WorkloadKind.Job ? $", {workload.Seconds} s" : "")
        + (workload.Budget is { } budget ? $", budget {(budget.IsMinimum ? "minAvailable" : "maxUnavailable")} {budget.Value}" : "")
        + (workload.Traits is Traits.None ? "" : $" [{workload.Traits}]");

    private static string Fault(FaultCase fault) =>
        $"{fault.Kind} {(fault.EndsTheRun ? $"after {fault.At} writes" : $"at {fault.At} s for {fault.Seconds} s")}"
        + (fault.GoingBack ? " on the way back" : "");
}
