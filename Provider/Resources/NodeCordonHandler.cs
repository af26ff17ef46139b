using CniMigration.Migration.Changes;
using CniMigration.Migration.Clusters;
using CniMigration.Migration.Records;
using CniMigration.Provider.Operations;

namespace CniMigration.Provider.Resources;

internal sealed class NodeCordonHandler : ResourceHandler
{
    public override ResourceSchema Schema { get; } = new(
        "NodeCordon",
        "Cordons the nodes of a selector and marks those it cordoned. Deleting uncordons the marked.",
        [Fields.Stage, Fields.NodeSelector, Fields.Observed],
        [Fields.Nodes]);

    public override async Task<Outputs> CreateAsync(string id, Inputs inputs, Operation operation)
    {
        var nodes = await Engine(operation).CordonAsync(inputs.Text("nodeSelector"), id, inputs.Text("stage"), operation.Cancelled);
        return new Outputs { { "nodes", nodes } };
    }

    public override async Task<Outputs> UpdateAsync(string id, Inputs before, Inputs inputs, Operation operation)
    {
        var outputs = await CreateAsync(id, inputs, operation);
        if (before.OptionalText("nodeSelector") is { } selector && selector != inputs.Text("nodeSelector"))
        {
            var selected = await operation.Cluster.NodeNamesAsync(inputs.Text("nodeSelector"), operation.Cancelled);
            await Engine(operation).RestoreAsync(
                selector: null, (node, record) => record.Owner == id && !selected.Contains(node.Metadata.Name), operation.Cancelled);
        }
        return outputs;
    }

    public override async Task<bool> ExistsAsync(string id, Inputs state, Operation operation)
    {
        var nodes = await operation.Cluster.NodesAsync(state.Text("nodeSelector"), operation.Cancelled);
        var records = nodes.Select(NodeCordoning.RecordOf).OfType<ChangeRecord>().ToList();
        return records.Count == 0 || records.Any(record => record.Owner == id);
    }

    public override Task DeleteAsync(string id, Inputs state, Operation operation) =>
        Engine(operation).UncordonAsync(id, operation.Cancelled);

    private static NodeCordoning Engine(Operation operation) => new(operation.Cluster, operation.Time, operation.Reporter);
}
