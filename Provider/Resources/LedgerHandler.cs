using CniMigration.Migration.Records;
using CniMigration.Migration.TakingBack;
using CniMigration.Provider.Operations;

namespace CniMigration.Provider.Resources;

internal sealed class LedgerHandler : ResourceHandler
{
    public override ResourceSchema Schema { get; } = new(
        "Ledger",
        "Names, in the cluster, the stage that the cluster is at. Going down a stage takes back what is on record above it and nobody owns any more.",
        [
            Fields.Stage,
            new Field("origin", FieldType.Text, "What the stack did to get the cluster; not written where it is absent.") { Allowed = ["created", "adopted"] },
            new Field(
                "goal", FieldType.Text, "The stage that the run goes to: below the one on record while that still shows on the way back; that one where none "
                    + "is given.")
            {
                Allowed = Stages.InOrder,
            },
            Fields.Observed,
        ],
        []);

    public override string NewId() => RecordNames.Ledger;

    public override async Task<Outputs> CreateAsync(string id, Inputs inputs, Operation operation)
    {
        await new Ledger(operation.Cluster, operation.Reporter).WriteAsync(inputs.Text("stage"), inputs.OptionalText("origin"), operation.Cancelled);
        return Outputs.None;
    }

    public override async Task<Outputs> UpdateAsync(string id, Inputs before, Inputs inputs, Operation operation)
    {
        var stage = inputs.Text("stage");
        var orphans = new OrphanRecords(operation.Cluster, operation.Time, operation.Reporter);

        // The records go before the ledger says so: killed in between, the next run finds the higher stage and does it again.
        var onRecord = await new Ledger(operation.Cluster, operation.Reporter).ReadAsync(operation.Cancelled);
        if (Stages.IsAbove(onRecord.Stage ?? "", stage) || Stages.IsAbove(before.OptionalText("stage") ?? "", stage))
        {
            await orphans.TakeBackAboveAsync(stage, operation.Cancelled);
        }
        else if (IsLeftAgain(before, inputs))
        {
            await orphans.TakeBackOfAsync(stage, operation.Cancelled);
        }

        return await CreateAsync(id, inputs, operation);
    }

    /// <summary>
    /// The run before this one went the same way. Its deletes were to take back what its resources own, so what is still on record belongs to none of them.
    /// </summary>
    private static bool IsLeftAgain(Inputs before, Inputs now) =>
        now.OptionalText("observed") is { Length: > 0 } && before.OptionalText("stage") == now.Text("stage")
        && now.OptionalText("goal") is { } goal && before.OptionalText("goal") == goal && Stages.IsAbove(now.Text("stage"), goal);

    public override async Task<bool> ExistsAsync(string id, Inputs state, Operation operation) =>
        await new Ledger(operation.Cluster, operation.Reporter).ReadAsync(operation.Cancelled) is { Stage: not null };

    public override async Task<ImmutableDictionary<string, PropertyValue>?> ImportAsync(string id, Operation operation) =>
        await new Ledger(operation.Cluster, operation.Reporter).ReadAsync(operation.Cancelled) is { Stage: { } stage } entry
            ? ImmutableDictionary<string, PropertyValue>.Empty.Add("stage", PropertyValues.Of(stage)).AddRange(Origin(entry))
            : null;

    private static IEnumerable<KeyValuePair<string, PropertyValue>> Origin(LedgerEntry entry) =>
        entry.Origin is { } origin ? [KeyValuePair.Create("origin", PropertyValues.Of(origin))] : [];

    public override Task DeleteAsync(string id, Inputs state, Operation operation) =>
        new Ledger(operation.Cluster, operation.Reporter).DeleteAsync(operation.Cancelled);
}
