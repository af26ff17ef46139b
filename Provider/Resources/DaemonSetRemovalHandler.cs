using CniMigration.Migration.Changes;
using CniMigration.Provider.Operations;

namespace CniMigration.Provider.Resources;

internal sealed class DaemonSetRemovalHandler : ResourceHandler
{
    public override ResourceSchema Schema { get; } = new(
        "DaemonSetRemoval",
        "Removes a DaemonSet that no node needs any more, with its manifest on record. Deleting creates it again as it was.",
        [
            Fields.Stage, Fields.Namespace, Fields.Name,
            Fields.Selector("nodeSelector", "The label selector of the nodes that still need it: there must be none."),
        ],
        [Fields.Output("removed", FieldType.Flag, "Whether it is removed with its manifest on record; false where there was none.")]);

    public override async Task<Outputs> CreateAsync(string id, Inputs inputs, Operation operation)
    {
        var removed = await Engine(operation).ApplyAsync(
            id, inputs.Text("stage"), inputs.Text("namespace"), inputs.Text("name"), inputs.Text("nodeSelector"), operation.Cancelled);
        return new Outputs { { "removed", removed } };
    }

    public override async Task<bool> ExistsAsync(string id, Inputs state, Operation operation) =>
        await Engine(operation).RecordOfAsync(state.Text("namespace"), state.Text("name"), operation.Cancelled) is { } kept
            ? kept.Record.Owner == id
            : !state.Flag("removed");

    public override Task DeleteAsync(string id, Inputs state, Operation operation) =>
        Engine(operation).RestoreAsync(state.Text("namespace"), state.Text("name"), record => record.Owner == id, operation.Cancelled);

    private static DaemonSetRemoval Engine(Operation operation) => new(operation.Cluster, operation.Reporter);
}
