using System.ComponentModel;
using CniMigration.Migration.Workloads;
using CniMigration.Provider.Operations;
using CniMigration.Provider.Resources;
using CniMigration.Provider.Schemas;
using CniMigration.Provider.Values;

namespace CniMigration.Provider.Functions;

/// <summary>What would move, how, and what blocks it.</summary>
internal sealed record PlannedMove(
    [property: Description("How many pods would move.")] int Pods,
    [property: Description("What must be dealt with before anything moves.")] IReadOnlyList<MoveBlocker> Blockers,
    [property: Description("The workloads, in the order in which they would move.")] IReadOnlyList<PlannedWorkload> Workloads);

/// <summary>What keeps a pod where it is.</summary>
internal sealed record MoveBlocker(
    [property: Description("The pod, as namespace/name.")] string Pod,
    [property: Description("What holds it.")] string Reason,
    [property: Description("What lets it go.")] string Remedy);

/// <summary>One workload that would move.</summary>
internal sealed record PlannedWorkload(
    [property: Description("Its kind.")] string Kind,
    [property: Description("Its namespace.")] string Namespace,
    [property: Description("Its name.")] string Name,
    [property: Description("How many of its pods would move.")] int Pods,
    [property: Description("How they would leave.")] string Method,
    [property: Description("Why this way.")] string Reason);

internal sealed class PlanMove : FunctionHandler
{
    public override FunctionSchema Schema { get; } = new(
        "planMove", "Says what a move would do, and what blocks it; touches nothing.",
        [.. GetMigrationState.Query, .. WorkloadMoveHandler.Choices], typeof(PlannedMove));

    public override async Task<object> InvokeAsync(Inputs arguments, Operation operation)
    {
        var query = GetMigrationState.QueryOf(arguments);
        var request = WorkloadMoveHandler.Request(arguments, query.OldSelector, query.CiliumSelector);
        var plan = await new WorkloadMover(operation.Cluster, operation.Time).PlanAsync(request, operation.Cancelled);
        return new PlannedMove(
            plan.Pods,
            [.. plan.Blockers.Select(blocker => new MoveBlocker(blocker.Pod, blocker.Reason, blocker.Remedy))],
            [
                .. plan.Workloads.Select(part => new PlannedWorkload(
                    part.Workload.Kind, part.Workload.Namespace, part.Workload.Name, part.Pods.Count, Words(part.Method), part.Reason)),
            ]);
    }

    /// <summary>EvictInOrder as evict-in-order.</summary>
    private static string Words(MoveMethod method) => System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(method.ToString());
}
