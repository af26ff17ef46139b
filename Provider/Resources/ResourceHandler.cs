using CniMigration.Migration.Clusters;
using CniMigration.Migration.Records;
using CniMigration.Provider.Operations;
using k8s;

namespace CniMigration.Provider.Resources;

/// <summary>One resource: its schema, and what the engine's verbs mean for it.</summary>
internal abstract class ResourceHandler
{
    public abstract ResourceSchema Schema { get; }

    /// <summary>Whether creating and updating wait within the custom timeout by themselves, as gates do.</summary>
    public virtual bool BoundsItself => false;

    /// <summary>The id of a new resource. It owns what the resource changes, so no two are ever the same.</summary>
    public virtual string NewId() => $"{OwnerPrefix}{Guid.NewGuid():n}"[..(OwnerPrefix.Length + 16)];

    /// <summary>What the ids of all resources of this kind begin with.</summary>
    protected string OwnerPrefix => $"{Schema.Name.ToLowerInvariant()}-";

    /// <summary>Says in a preview what creating or updating would do, where that is more than its inputs tell; reads only.</summary>
    public virtual Task PreviewAsync(Inputs inputs, Operation operation) => Task.CompletedTask;

    /// <summary>Answers the outputs besides the inputs.</summary>
    public abstract Task<Outputs> CreateAsync(string id, Inputs inputs, Operation operation);

    public virtual Task<Outputs> UpdateAsync(string id, Inputs before, Inputs inputs, Operation operation) => CreateAsync(id, inputs, operation);

    /// <summary>Whether what this resource did is still on record. A cluster that is away is an error, and no answer.</summary>
    public abstract Task<bool> ExistsAsync(string id, Inputs state, Operation operation);

    public virtual Task DeleteAsync(string id, Inputs state, Operation operation) => Task.CompletedTask;

    /// <summary>The inputs of a resource that is imported by its id; null where its kind cannot be.</summary>
    public virtual Task<ImmutableDictionary<string, PropertyValue>?> ImportAsync(string id, Operation operation) =>
        Task.FromResult<ImmutableDictionary<string, PropertyValue>?>(null);

    /// <summary>For what leaves no trace in the cluster: it exists as long as the cluster answers.</summary>
    protected static async Task<bool> WhileReachableAsync(Operation operation)
    {
        await operation.Cluster.CoreV1.ReadNamespacedConfigMapAsync(
            RecordNames.Ledger, RecordNames.Namespace, cancellationToken: operation.Cancelled).OrNullAsync();
        return true;
    }
}
