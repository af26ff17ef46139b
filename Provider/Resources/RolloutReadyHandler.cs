using CniMigration.Migration.Rollouts;
using CniMigration.Provider.Operations;
using CniMigration.Provider.Schemas;
using CniMigration.Provider.Values;

namespace CniMigration.Provider.Resources;

internal sealed class RolloutReadyHandler : ResourceHandler
{
    public override ResourceSchema Schema { get; } = new(
        "RolloutReady",
        "A gate: waits until a workload's rollout is done.",
        [
            Fields.Kind, Fields.Namespace, Fields.Name, Fields.Token, Fields.Timeout(600),
            Fields.Selector("absentOnSelector", "A selector of nodes that may hold no pod of the workload.", required: false),
            Fields.Flag("allowZero", "Whether a workload that wants no pod will do."),
        ],
        [Fields.Output("ready", FieldType.Integer, "How many of its pods are Ready.")]);

    public override bool BoundsItself => true;

    public override async Task<Outputs> CreateAsync(string id, Inputs inputs, Operation operation)
    {
        var expected = new RolloutExpectation(
            RolloutRestartHandler.Reference(inputs), inputs.OptionalText("absentOnSelector"), inputs.Flag("allowZero"),
            operation.Bound(inputs.Seconds("timeoutSeconds")));
        return new Outputs { { "ready", await new RolloutReady(operation.Cluster, operation.Wait).WaitAsync(expected, operation.Cancelled) } };
    }

    public override Task<bool> ExistsAsync(string id, Inputs state, Operation operation) => WhileReachableAsync(operation);
}
