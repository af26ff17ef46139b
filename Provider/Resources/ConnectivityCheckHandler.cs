using CniMigration.Migration.Connectivity;
using CniMigration.Provider.Operations;

namespace CniMigration.Provider.Resources;

internal sealed class ConnectivityCheckHandler : GateHandler
{
    public override ResourceSchema Schema { get; } = new(
        "ConnectivityCheck",
        "A gate: proves with goldpinger that every pod reaches every other, across both CNIs, and that new pods come up on each side.",
        [
            Fields.Namespace,
            Fields.Selector("selector", "The label selector of goldpinger's pods."),
            new Field("port", FieldType.Integer, "The port that goldpinger listens on.") { Default = 8080, Rule = Rules.Between(1, 65535) },
            new Field("daemonSet", FieldType.Text, "The name of goldpinger's DaemonSet.") { Required = true, Rule = Rules.ObjectName },
            new Field("deployment", FieldType.Text, "The name of goldpinger's Deployment.") { Required = true, Rule = Rules.ObjectName },
            Fields.OldNodeSelector, Fields.CiliumNodeSelector,
            new Field("passes", FieldType.Integer, "How many healthy readings in a row are a proof.") { Default = 2, Rule = Rules.Between(1, 100) },
            new Field("freshPodImage", FieldType.Text, "The image of the pods that are started afresh; goldpinger's own where none is given."),
            Fields.Flag("requireEndpoints", "Whether every pod on a Cilium node with an address of its own must have a CiliumEndpoint."),
            Fields.Token, Fields.Kept, Fields.Timeout(300),
        ],
        [
            Fields.Output("expectedPods", FieldType.Integer, "How many pods there are, and see each other."),
            Fields.Output("healthyPairs", FieldType.Integer, "Pairs of pods that reach each other."),
            Fields.Output("unhealthyPairs", FieldType.Integer, "Pairs that do not: 0, as any other number fails the gate."),
            Fields.Output("strength", FieldType.Text, "How much that proves: all pairs, or what a sample of them holds and leaves unseen."),
        ]);

    protected override Outputs Unproven => new Outputs { { "expectedPods", 0 }, { "healthyPairs", 0 }, { "unhealthyPairs", 0 }, { "strength", "" } };

    protected override async Task<Outputs> ProveAsync(Inputs inputs, Operation operation)
    {
        var request = inputs.To<ConnectivityRequest>();
        return Outputs.Of(await new ConnectivityProbe(operation.Cluster, operation.Time).CheckAsync(
            request with { Timeout = operation.Bound(request.Timeout) }, operation.Reporter, operation.Cancelled));
    }
}
