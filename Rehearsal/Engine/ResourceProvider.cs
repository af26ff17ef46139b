namespace CniMigration.Rehearsal.Engine;

/// <summary>One configured provider: what stands behind a package's types and functions.</summary>
internal abstract class ResourceProvider
{
    /// <summary>Whether Create and Update may be called in a preview, where they touch nothing.</summary>
    public virtual bool SupportsPreview => false;

    /// <summary>Inputs as the provider wants them, defaults filled in; throws where they are bad.</summary>
    public virtual Task<JsonObject> CheckAsync(ResourceStep step, CancellationToken cancellationToken) => Task.FromResult(step.Inputs);

    public virtual Task<ResourceDiff> DiffAsync(ResourceStep step, CancellationToken cancellationToken) =>
        Task.FromResult(new ResourceDiff([.. Values.Differences(step.OldInputs ?? [], step.Inputs).Where(name => !step.Unknown.Contains(name))]));

    public abstract Task<ResourceResult> CreateAsync(ResourceStep step, CancellationToken cancellationToken);

    public abstract Task<JsonObject> UpdateAsync(ResourceStep step, CancellationToken cancellationToken);

    public abstract Task DeleteAsync(ResourceStep step, CancellationToken cancellationToken);

    /// <summary>What exists under an id, or null where nothing does.</summary>
    public virtual Task<ResourceResult?> ReadAsync(ResourceStep step, CancellationToken cancellationToken) => throw Refusal($"reading {step.Key}");

    public virtual Task<JsonObject> InvokeAsync(string token, JsonObject arguments, CancellationToken cancellationToken) =>
        throw Refusal($"the function {token}");

    protected static EngineException Refusal(string what) => new($"The rehearsal does not model {what}. It refuses rather than pretend.");
}
