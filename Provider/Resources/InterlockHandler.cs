using CniMigration.Provider.Operations;

namespace CniMigration.Provider.Resources;

internal sealed class InterlockHandler : ResourceHandler
{
    public override ResourceSchema Schema { get; } = new(
        "Interlock",
        "Does nothing, and depends on everything: while it is protected, a destroy stops before it has touched anything.",
        [Fields.Stage],
        []);

    public override Task<Outputs> CreateAsync(string id, Inputs inputs, Operation operation) => Task.FromResult(Outputs.None);

    public override Task<bool> ExistsAsync(string id, Inputs state, Operation operation) => WhileReachableAsync(operation);
}
