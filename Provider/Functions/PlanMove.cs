using CniMigration.Migration.State;
using CniMigration.Migration.Workloads.Moving;
using CniMigration.Provider.Operations;
using CniMigration.Provider.Resources;

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
        var query = arguments.To<MigrationStateQuery>();
        var request = WorkloadMoveHandler.Request(arguments, ("oldNodeSelector", query.OldSelector), ("ciliumNodeSelector", query.CiliumSelector)) with
        {
            FreeAddresses = arguments.IntegerMap(WorkloadMoveHandler.FreeAddresses.Name),
        };
        return PlannedMove.Of(await new WorkloadMover(operation.Cluster, operation.Time).PlanAsync(request, operation.Cancelled));
    }
}
