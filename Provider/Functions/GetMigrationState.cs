using CniMigration.Migration.Sides;
using CniMigration.Migration.State;
using CniMigration.Provider.Operations;

namespace CniMigration.Provider.Functions;

internal sealed class GetMigrationState : FunctionHandler
{
    public static IReadOnlyList<Field> Query { get; } =
    [
        new Field(
            "oldNodeGroups", FieldType.TextList, $"The node groups that {SourceCnis.Default.Name} serves.") { Required = true, Rule = Rules.NotEmptyList },
        new Field("ciliumNodeGroup", FieldType.Text, "The node group that Cilium serves.") { Required = true, Rule = Rules.NotEmpty },
        new Field("autoscalerNamespace", FieldType.Text, "The namespace of the cluster autoscaler.") { Default = "kube-system", Rule = Rules.ObjectName },
        new Field("autoscalerName", FieldType.Text, "The name of the cluster autoscaler.") { Default = "cluster-autoscaler", Rule = Rules.ObjectName },
    ];

    public override FunctionSchema Schema { get; } = new(
        "getMigrationState",
        "Reads where the migration stands. A read that fails is an error, and never counts as nothing done.",
        Query,
        typeof(MigrationState));

    public override async Task<object> InvokeAsync(Inputs arguments, Operation operation) =>
        await new MigrationStateReader(operation.Cluster, operation.Reporter).ReadAsync(arguments.To<MigrationStateQuery>(), operation.Cancelled);
}
