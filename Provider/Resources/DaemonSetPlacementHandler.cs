using CniMigration.Migration.Changes;
using CniMigration.Migration.Clusters;
using CniMigration.Migration.Facts;
using CniMigration.Provider.Operations;

namespace CniMigration.Provider.Resources;

internal sealed class DaemonSetPlacementHandler : ResourceHandler
{
    public override ResourceSchema Schema { get; } = new(
        "DaemonSetPlacement",
        "Adds an expression to every required node-affinity term of a DaemonSet. Deleting takes out only that expression.",
        [
            Fields.Stage, Fields.Namespace, Fields.Name,
            new Field("key", FieldType.Text, "The label key that the expression is about.") { Required = true, Rule = Rules.LabelKey },
            new Field("operator", FieldType.Text, "How the label is compared.") { Required = true, Allowed = ["In", "NotIn"] },
            new Field("values", FieldType.TextList, "The values that it is compared with.") { Required = true, Rule = Rules.NotEmptyList },
            Fields.Observed,
        ],
        [Fields.Output("terms", FieldType.Integer, "How many terms hold the expression.")]);

    public override async Task<Outputs> CreateAsync(string id, Inputs inputs, Operation operation)
    {
        var (ns, name) = (inputs.Text("namespace"), inputs.Text("name"));
        if (await IsRemovedAsync(ns, name, operation))
        {
            await new DaemonSetRemoval(operation.Cluster, operation.Reporter).TakePlacementAsync(
                id, inputs.Text("stage"), ns, name, inputs.Text("key"), operation.Cancelled);
            operation.Reporter.Report($"DaemonSet {ns}/{name} is removed, with its manifest and the placement in it on record.");
            return new Outputs { { "terms", 0 } };
        }
        var requirement = inputs.To<Requirement>();
        return new Outputs { { "terms", await Engine(operation).ApplyAsync(id, inputs.Text("stage"), ns, name, requirement, operation.Cancelled) } };
    }

    public override async Task<Outputs> UpdateAsync(string id, Inputs before, Inputs inputs, Operation operation)
    {
        if (before.OptionalText("key") is { } key && key != inputs.Text("key"))
        {
            await RestoreAsync(id, before, key, operation);
        }

        return await CreateAsync(id, inputs, operation);
    }

    public override async Task<bool> ExistsAsync(string id, Inputs state, Operation operation)
    {
        var (ns, name) = (state.Text("namespace"), state.Text("name"));
        return await operation.Cluster.DaemonSet(ns, name).ReadAsync(operation.Cancelled) is { } set
            ? DaemonSetPlacement.RecordOf(set, state.Text("key")) is not { } record || record.Owner == id
            : await IsRemovedAsync(ns, name, operation);
    }

    public override Task DeleteAsync(string id, Inputs state, Operation operation) => RestoreAsync(id, state, state.Text("key"), operation);

    private static Task RestoreAsync(string id, Inputs state, string key, Operation operation) =>
        Engine(operation).RestoreAsync(state.Text("namespace"), state.Text("name"), key, record => record.Owner == id, operation.Cancelled);

    private static async Task<bool> IsRemovedAsync(string ns, string name, Operation operation) =>
        await operation.Cluster.DaemonSet(ns, name).ReadAsync(operation.Cancelled) is null &&
        await new DaemonSetRemoval(operation.Cluster, operation.Reporter).RecordOfAsync(ns, name, operation.Cancelled) is not null;

    private static DaemonSetPlacement Engine(Operation operation) => new(operation.Cluster, operation.Time, operation.Reporter);
}
