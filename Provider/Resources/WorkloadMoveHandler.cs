using CniMigration.Migration.Workloads;
using CniMigration.Provider.Operations;
using CniMigration.Provider.Schemas;
using CniMigration.Provider.Values;

namespace CniMigration.Provider.Resources;

internal sealed class WorkloadMoveHandler : ResourceHandler
{
    /// <summary>What decides how a move goes: the same for planning one and for carrying it out.</summary>
    public static IReadOnlyList<Field> Choices { get; } =
    [
        new Field("destination", FieldType.Text, "Where the workloads are to live.") { Required = true, Allowed = ["stay", "cilium", "aws-cni"] },
        new Field("surge", FieldType.Text, "How Deployments that can surge are moved.") { Default = "guarded", Allowed = ["guarded", "as-is", "off"] },
        Fields.Flag("evictBarePods", "Consent to evict pods that no controller creates again."),
        Fields.Flag("deleteLocalData", "Consent to lose what pods keep in emptyDir volumes."),
        Fields.Flag("recreate", "Consent to delete pods, gap included, that can neither surge nor be evicted within their budget."),
    ];

    public override ResourceSchema Schema { get; } = new(
        "WorkloadMove",
        "Moves the workloads to the nodes of one CNI, within their budgets. Deleting moves nothing: the way back is another destination.",
        [
            Fields.Stage, Fields.OldNodeSelector, Fields.CiliumNodeSelector, .. Choices,
            Fields.Seconds("budgetTimeoutSeconds", 1800, "How long a pod may wait for its budget, in seconds."),
            Fields.Seconds("terminationTimeoutSeconds", 600, "How long a pod may take to end beyond its grace period, in seconds."),
            Fields.Seconds("rolloutTimeoutSeconds", 900, "How long a rollout or a replacement may take to be Ready, in seconds."),
            Fields.Observed,
        ],
        [
            Fields.Output("moved", FieldType.Integer, "Pods that left."),
            Fields.Output("restarted", FieldType.Integer, "Workloads that were restarted with a surge."),
            Fields.Output("evicted", FieldType.Integer, "Pods that were evicted."),
            Fields.Output("remaining", FieldType.Integer, "Workload pods that are still there."),
            Fields.Output("workloads", FieldType.TextList, "The workloads that moved."),
        ]);

    public override async Task<Outputs> CreateAsync(string id, Inputs inputs, Operation operation)
    {
        var request = Request(inputs, inputs.Text("oldNodeSelector"), inputs.Text("ciliumNodeSelector")) with
        {
            Owner = id,
            Stage = inputs.Text("stage"),
            BudgetTimeout = inputs.Seconds("budgetTimeoutSeconds"),
            TerminationTimeout = inputs.Seconds("terminationTimeoutSeconds"),
            RolloutTimeout = inputs.Seconds("rolloutTimeoutSeconds"),
        };
        var result = await new WorkloadMover(operation.Cluster, operation.Time).MoveAsync(request, operation.Reporter, operation.Cancelled);
        return new Outputs
        {
            { "moved", result.Moved },
            { "restarted", result.Restarted },
            { "evicted", result.Evicted },
            { "remaining", result.Remaining },
            { "workloads", result.Workloads },
        };
    }

    public override Task<bool> ExistsAsync(string id, Inputs state, Operation operation) => WhileReachableAsync(operation);

    public static MoveRequest Request(Inputs inputs, string oldSelector, string ciliumSelector) => new()
    {
        Destination = inputs.Choice<MoveDestination>("destination"),
        OldNodeSelector = oldSelector,
        CiliumNodeSelector = ciliumSelector,
        Surge = inputs.Choice<SurgeMode>("surge"),
        EvictBarePods = inputs.Flag("evictBarePods"),
        DeleteLocalData = inputs.Flag("deleteLocalData"),
        Recreate = inputs.Flag("recreate"),
    };
}
