using CniMigration.Migration.Changes;
using CniMigration.Migration.Connectivity;
using CniMigration.Migration.Sides;
using CniMigration.Migration.Workloads.Moving;
using CniMigration.Migration.Workloads.Plans;
using CniMigration.Provider.Operations;

namespace CniMigration.Provider.Resources;

internal sealed class WorkloadMoveHandler : ResourceHandler
{
    private const string Home = "home";

    /// <summary>What decides how a move goes: the same for planning one and for carrying it out.</summary>
    public static IReadOnlyList<Field> Choices { get; } =
    [
        new Field("destination", FieldType.Text, "Where the workloads are to live.") { Required = true, Allowed = ["stay", "cilium", SourceCnis.Default.Side] },
        new Field("surge", FieldType.Text, "How Deployments that can surge are moved.") { Default = "guarded", Allowed = ["guarded", "as-is", "off"] },
        Fields.Flag("evictBarePods", "Consent to evict pods that no controller creates again."),
        Fields.Flag("deleteLocalData", "Consent to lose what pods keep in emptyDir volumes."),
        Fields.Flag("recreate", "Consent to delete pods, gap included, that can neither surge nor be evicted within their budget."),
        new Field("maxConcurrentMoves", FieldType.Integer, "How many workloads may have pods in motion at once; 0 for as many as budgets and room allow.")
        {
            Default = 0,
            Rule = Rules.Between(0, 10000),
        },
    ];

    /// <summary>For planning alone: a move that goes on counts what is there at each moment.</summary>
    public static Field FreeAddresses { get; } =
        new(
            "freeAddresses", FieldType.IntegerMap, "How many addresses the subnets of the destination have left, by zone, where that is "
                + "known.")
        { IsForPreview = true };

    public override ResourceSchema Schema { get; } = new(
        "WorkloadMove",
        "Moves the workloads to the nodes of one CNI, within their budgets. Deleting moves nothing: the way back is another destination.",
        [
            Fields.Stage, Fields.OldNodeSelector, Fields.CiliumNodeSelector, .. Choices,
            new Field(
                "onFailure", FieldType.Text, "What becomes of the nodes that are left when the move fails: they stay cordoned, or the cordons are taken back.")
            {
                Default = "hold",
                Allowed = ["hold", "uncordon"],
            },
            Fields.Seconds("budgetTimeoutSeconds", 1800, "How long a pod may wait for its budget, in seconds."),
            Fields.Seconds("terminationTimeoutSeconds", 600, "How long a pod may take to end beyond its grace period, in seconds."),
            Fields.Seconds("rolloutTimeoutSeconds", 900, "How long a rollout or a replacement may take to be Ready, in seconds."),
            new Field(
                "goldpingerNamespace", FieldType.Text, "The namespace of goldpinger; where it is given, its pings are looked at between "
                    + "moves.") { Rule = Rules.ObjectName },
            Fields.Selector(
                "goldpingerSelector", "The label selector of goldpinger's pods.", required: false) with { Default = "app.kubernetes.io/name=goldpinger" },
            new Field("goldpingerPort", FieldType.Integer, "The port that goldpinger listens on.") { Default = 8080, Rule = Rules.Between(1, 65535) },
            Fields.Seconds("connectivityIntervalSeconds", 15, "How old the last healthy look may be when something new is moved, in seconds."),
            Fields.Seconds(
                "connectivityTimeoutSeconds", 300, "How long, in all, moves are held back while pings fail before the move is given up, in seconds."),
            FreeAddresses, Fields.Observed,
        ],
        [
            Fields.Output("moved", FieldType.Integer, "Pods that left."),
            Fields.Output("restarted", FieldType.Integer, "Workloads that were restarted with a surge."),
            Fields.Output("evicted", FieldType.Integer, "Pods that were evicted."),
            Fields.Output("remaining", FieldType.Integer, "Workload pods that are still there."),
            Fields.Output("workloads", FieldType.TextList, "The workloads that moved."),
        ]);

    /// <summary>Shows the plan in the engine's log, where a user reads it before the update.</summary>
    public override async Task PreviewAsync(Inputs inputs, Operation operation)
    {
        var request = Request(inputs) with { FreeAddresses = inputs.IntegerMap(FreeAddresses.Name) };
        if (request.Destination is not MoveDestination.Stay)
        {
            var plan = await new WorkloadMover(operation.Cluster, operation.Time).PlanAsync(request, operation.Cancelled);
            operation.Reporter.Report(string.Join('\n', MovePlanText.Lines(plan, request)));
        }
    }

    public override async Task<Outputs> CreateAsync(string id, Inputs inputs, Operation operation)
    {
        var request = Request(inputs) with { Owner = id };
        await TakeOverAsync(id, request.Stage, operation);
        return Outputs.Of(await new WorkloadMover(operation.Cluster, operation.Time, Connectivity(inputs, request, operation))
            .MoveAsync(request, operation.Reporter, operation.Cancelled));
    }

    /// <summary>There is one move in a cluster: what an earlier resource of it has cordoned is this one's to open.</summary>
    private Task TakeOverAsync(string id, string stage, Operation operation) =>
        new NodeCordoning(operation.Cluster, operation.Time, operation.Reporter).TakeOverAsync(
            record => record.Owner != id && record.Owner.StartsWith(OwnerPrefix, StringComparison.Ordinal), id, stage, operation.Cancelled);

    public override Task<bool> ExistsAsync(string id, Inputs state, Operation operation) => WhileReachableAsync(operation);

    /// <summary>Reads the request from the inputs; the selectors are given beside them where they are none.</summary>
    public static MoveRequest Request(Inputs inputs, params IEnumerable<(string Name, string Value)> instead) =>
        inputs.To<MoveRequest>(inputs.Text("destination") == SourceCnis.Default.Side ? [("destination", Home), .. instead] : instead);

    private static MeshSample? Connectivity(Inputs inputs, MoveRequest request, Operation operation) =>
        inputs.OptionalText("goldpingerNamespace") is { } @namespace
        ? new MeshSample(operation.Cluster, operation.Time, new MeshRequest
        {
            Namespace = @namespace,
            Selector = inputs.Text("goldpingerSelector"),
            Port = inputs.Integer("goldpingerPort"),
            OldNodeSelector = request.OldNodeSelector,
            CiliumNodeSelector = request.CiliumNodeSelector,
        })
        : null;
}
