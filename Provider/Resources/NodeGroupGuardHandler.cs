using CniMigration.Migration.Changes;
using CniMigration.Migration.Gates;
using CniMigration.Provider.Operations;

namespace CniMigration.Provider.Resources;

internal sealed class NodeGroupGuardHandler : ResourceHandler
{
    public override ResourceSchema Schema { get; } = new(
        "NodeGroupGuard",
        "Proves, right before a node group changes its size, that it may; and keeps the sizes that a retired group gets back.",
        [
            Fields.Stage,
            new Field("nodeGroup", FieldType.Text, "The node group.") { Required = true, NamesTarget = true, Rule = Rules.NotEmpty },
            new Field("purpose", FieldType.Text, "What the node group is about to go through.")
            {
                Required = true,
                Allowed = ["grow-cilium", "shrink-cilium", "retire", "restore"],
            },
            Fields.OldNodeSelector, Fields.CiliumNodeSelector,
            new Field("recordSizes", FieldType.IntegerMap, "The sizes (desired, min, max) to put on record before a retirement."),
            new Field("autoscalerNamespace", FieldType.Text, "The namespace of the cluster autoscaler.") { Default = "kube-system", Rule = Rules.ObjectName },
            new Field("autoscalerName", FieldType.Text, "The name of the cluster autoscaler.") { Default = "cluster-autoscaler", Rule = Rules.ObjectName },
            Fields.Token,
        ],
        [Fields.Output("proved", FieldType.Text, "What was proved.")]);

    public override async Task<Outputs> CreateAsync(string id, Inputs inputs, Operation operation)
    {
        var proved = await new NodeGroupGuard(operation.Cluster, operation.Time).ProveAsync(inputs.To<GuardRequest>(), operation.Cancelled);
        await RecordSizesAsync(id, inputs, operation);
        return new Outputs { { "proved", proved } };
    }

    /// <summary>With the same purpose nothing new happens to the group: only the sizes are put on record where they are not.</summary>
    public override async Task<Outputs> UpdateAsync(string id, Inputs before, Inputs inputs, Operation operation)
    {
        if (before.OptionalText("purpose") != inputs.Text("purpose"))
        {
            return await CreateAsync(id, inputs, operation);
        }

        await RecordSizesAsync(id, inputs, operation);
        return new Outputs { { "proved", "what this purpose needs was proved before" } };
    }

    public override Task<bool> ExistsAsync(string id, Inputs state, Operation operation) => WhileReachableAsync(operation);

    public override Task DeleteAsync(string id, Inputs state, Operation operation) =>
        new RetiredSizes(operation.Cluster).ForgetAsync(state.Text("nodeGroup"), record => record.Owner == id, operation.Cancelled);

    private static Task RecordSizesAsync(string id, Inputs inputs, Operation operation) => new RetiredSizes(operation.Cluster).RecordAsync(
        id, inputs.Text("stage"), inputs.Text("nodeGroup"), inputs.IntegerMap("recordSizes"), operation.Cancelled);
}
