using CniMigration.Migration.Changes;
using CniMigration.Migration.Clusters;
using CniMigration.Provider.Operations;

namespace CniMigration.Provider.Resources;

internal sealed class NodeLabelsHandler : ResourceHandler
{
    public override ResourceSchema Schema { get; } = new(
        "NodeLabels",
        "Labels the nodes that a selector names at that moment, with the value before on record on each. Deleting takes back only what it set.",
        [
            Fields.Stage, Fields.NodeSelector,
            new Field("labels", FieldType.TextMap, "The labels to set.") { Required = true, Rule = Rules.Labels },
            new Field(
                "patienceSeconds", FieldType.Integer, "How long others, such as the group of the nodes, may take to set the labels before they are set here, "
                    + "in seconds.")
            {
                Default = 0,
                Rule = Rules.Between(0, 86400),
            },
            Fields.Observed,
        ],
        [Fields.Nodes]);

    public override async Task<Outputs> CreateAsync(string id, Inputs inputs, Operation operation)
    {
        await Engine(operation).GiveWayAsync(inputs.Text("nodeSelector"), inputs.Map("labels"), inputs.Seconds("patienceSeconds"), operation.Cancelled);
        return await ApplyAsync(id, inputs, operation);
    }

    public override async Task<Outputs> UpdateAsync(string id, Inputs before, Inputs inputs, Operation operation)
    {
        // Whoever took a label away does not set it again.
        var outputs = await ApplyAsync(id, inputs, operation);
        var labels = inputs.Map("labels");
        var selected = await operation.Cluster.NodeNamesAsync(inputs.Text("nodeSelector"), operation.Cancelled);
        await Engine(operation).RestoreAsync(
            (node, record) => record.Owner == id && (!labels.ContainsKey(record.Text("key")!) || !selected.Contains(node.Metadata.Name)),
            operation.Cancelled);
        return outputs;
    }

    public override async Task<bool> ExistsAsync(string id, Inputs state, Operation operation)
    {
        var nodes = await operation.Cluster.NodesAsync(state.Text("nodeSelector"), operation.Cancelled);
        var records = nodes.SelectMany(node => NodeLabels.RecordsOf(node)).ToList();
        // Without a single record the nodes are gone, or had the labels before: nothing shows that the resource is.
        return records.Count == 0 || records.Any(entry => entry.Record.Owner == id);
    }

    public override Task DeleteAsync(string id, Inputs state, Operation operation) =>
        Engine(operation).RestoreAsync((_, record) => record.Owner == id, operation.Cancelled);

    private static async Task<Outputs> ApplyAsync(string id, Inputs inputs, Operation operation) => new()
    {
        {
            "nodes",
            await Engine(operation).ApplyAsync(id, inputs.Text("stage"), inputs.Text("nodeSelector"), inputs.Map("labels"), operation.Cancelled)
        },
    };

    private static NodeLabels Engine(Operation operation) => new(operation.Cluster, operation.Time, operation.Reporter);
}
