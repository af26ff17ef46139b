using CniMigration.Migration.Workloads.Moving;
using CniMigration.Provider.Operations;
using CniMigration.Provider.Resources;
using CniMigration.Provider.Schemas;

namespace CniMigration.Provider.Functions;

internal sealed class PlanMove : FunctionHandler
{
    public override FunctionSchema Schema { get; } = new(
        "planMove", "Says what a move would do, and what blocks it; touches nothing.",
        [
            .. GetMigrationState.Query, .. WorkloadMoveHandler.Choices, WorkloadMoveHandler.FreeAddresses,
        ],
        typeof(PlannedMove));

    public override async Task<object> InvokeAsync(Inputs arguments, Operation operation)
    {
        var query = GetMigrationState.QueryOf(arguments);
        var request = WorkloadMoveHandler.Request(arguments, query.OldSelector, query.CiliumSelector) with
        {
            FreeAddresses = arguments.IntegerMap(WorkloadMoveHandler.FreeAddresses.Name),
        };
        return PlannedMove.Of(await new WorkloadMover(operation.Cluster, operation.Time).PlanAsync(request, operation.Cancelled));
    }
}
