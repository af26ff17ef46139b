using CniMigration.Provider.Operations;

namespace CniMigration.Provider.Resources;

/// <summary>A gate: creating and updating it is a proof. It leaves no trace in the cluster, and deleting it does nothing.</summary>
internal abstract class GateHandler : ResourceHandler
{
    public override bool BoundsItself => true;

    /// <summary>The outputs of a gate that has proven nothing.</summary>
    protected abstract Outputs Unproven { get; }

    public override Task<Outputs> CreateAsync(string id, Inputs inputs, Operation operation) =>
        inputs.Flag("kept") ? Task.FromResult(Unproven) : ProveAsync(inputs, operation);

    public override Task<bool> ExistsAsync(string id, Inputs state, Operation operation) => WhileReachableAsync(operation);

    protected abstract Task<Outputs> ProveAsync(Inputs inputs, Operation operation);
}
