using CniMigration.Migration.Gates;
using CniMigration.Provider.Operations;

namespace CniMigration.Provider.Resources;

internal sealed class NodesReadyHandler : GateHandler
{
    public override ResourceSchema Schema { get; } = new(
        "NodesReady",
        "A gate: waits until the nodes of a selector are registered and Ready, free of a taint and of a DaemonSet's pods, or gone.",
        [
            Fields.NodeSelector,
            new Field("count", FieldType.Integer, "How many there are; -1 for any number, 0 for gone.")
            {
                Required = true,
                Rule = Rules.Between(-1, 5000),
            },
            Fields.Flag("unready", "Whether it is enough that they are registered."),
            new Field("absentTaint", FieldType.Text, "The key of a taint that none may carry.") { Rule = Rules.LabelKey },
            new Field("absentDaemonSet", FieldType.Text, "A DaemonSet, as namespace/name, that may have no pod on any.") { Rule = Rules.QualifiedName },
            Fields.Token, Fields.Kept, Fields.Timeout(1200),
        ],
        [Fields.Nodes]);

    protected override Outputs Unproven => new Outputs { { "nodes", Array.Empty<string>() } };

    protected override async Task<Outputs> ProveAsync(Inputs inputs, Operation operation)
    {
        var expected = inputs.To<NodesExpectation>();
        expected = expected with { Timeout = operation.Bound(expected.Timeout) };
        return new Outputs { { "nodes", await new NodesReady(operation.Cluster, operation.Wait).WaitAsync(expected, operation.Cancelled) } };
    }
}
