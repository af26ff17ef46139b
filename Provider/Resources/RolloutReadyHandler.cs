using CniMigration.Migration.Facts;
using CniMigration.Migration.Gates;
using CniMigration.Provider.Operations;

namespace CniMigration.Provider.Resources;

internal sealed class RolloutReadyHandler : GateHandler
{
    public override ResourceSchema Schema { get; } = new(
        "RolloutReady",
        "A gate: waits until a workload's rollout is done.",
        [
            Fields.Kind, Fields.Namespace, Fields.Name, Fields.Token, Fields.Kept, Fields.Timeout(600),
            Fields.Selector("absentOnSelector", "A selector of nodes that may hold no pod of the workload.", required: false),
            Fields.Flag("allowZero", "Whether a workload that wants no pod will do."),
        ],
        [Fields.Output("ready", FieldType.Integer, "How many of its pods are Ready.")]);

    protected override Outputs Unproven => new Outputs { { "ready", 0 } };

    protected override async Task<Outputs> ProveAsync(Inputs inputs, Operation operation)
    {
        var expected = new RolloutExpectation(
            inputs.To<WorkloadRef>(), inputs.OptionalText("absentOnSelector"), inputs.Flag("allowZero"),
            operation.Bound(inputs.Seconds("timeoutSeconds")));
        return new Outputs { { "ready", await new RolloutReady(operation.Cluster, operation.Wait).WaitAsync(expected, operation.Cancelled) } };
    }
}
