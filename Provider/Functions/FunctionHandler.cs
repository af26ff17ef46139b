using CniMigration.Provider.Operations;

namespace CniMigration.Provider.Functions;

/// <summary>One function: its schema, and what calling it answers.</summary>
internal abstract class FunctionHandler
{
    public abstract FunctionSchema Schema { get; }

    public abstract Task<object> InvokeAsync(Inputs arguments, Operation operation);
}

/// <summary>All functions of the package.</summary>
internal static class FunctionHandlers
{
    public static IReadOnlyList<FunctionHandler> All { get; } = [new GetMigrationState(), new PlanMove()];
}
