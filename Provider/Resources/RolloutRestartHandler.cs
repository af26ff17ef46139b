using CniMigration.Migration.Changes;
using CniMigration.Migration.Clusters;
using CniMigration.Migration.Facts;
using CniMigration.Provider.Operations;

namespace CniMigration.Provider.Resources;

internal sealed class RolloutRestartHandler : ResourceHandler
{
    public override ResourceSchema Schema { get; } = new(
        "RolloutRestart",
        "Restarts a workload when its token changes. Deleting changes nothing but the record of the token.",
        [Fields.Kind, Fields.Namespace, Fields.Name, Fields.Token],
        [Fields.Output("restartedAt", FieldType.Text, "When it was restarted.")]);

    public override async Task<Outputs> CreateAsync(string id, Inputs inputs, Operation operation)
    {
        var restarted = await new RolloutRestart(operation.Cluster, operation.Time)
            .ApplyAsync(id, inputs.To<WorkloadRef>(), inputs.Text("token"), operation.Cancelled);
        return new Outputs { { "restartedAt", restarted } };
    }

    public override async Task<bool> ExistsAsync(string id, Inputs state, Operation operation) =>
        await Workload.In(operation.Cluster, state.To<WorkloadRef>()).ReadAsync(operation.Cancelled) is { } workload &&
        // A later restart of the same workload, for another token, writes over the record and undoes nothing.
        (RolloutRestart.RecordOf(workload, state.To<WorkloadRef>()) is not { } record || record.Owner == id || record.Text("token") != state.Text("token"));

    public override Task DeleteAsync(string id, Inputs state, Operation operation) =>
        new RolloutRestart(operation.Cluster, operation.Time).ForgetAsync(state.To<WorkloadRef>(), record => record.Owner == id, operation.Cancelled);
}
