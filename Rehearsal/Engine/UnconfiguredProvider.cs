namespace CniMigration.Rehearsal.Engine;

/// <summary>A provider whose configuration is not known yet, in a preview: invokes answer nothing, and nothing is checked.</summary>
internal sealed class UnconfiguredProvider : ResourceProvider
{
    public override Task<JsonObject> InvokeAsync(string token, JsonObject arguments, CancellationToken cancellationToken) => Task.FromResult(new JsonObject());

    public override Task<ResourceResult> CreateAsync(ResourceStep step, CancellationToken cancellationToken) => throw NotInAPreview(step);

    public override Task<JsonObject> UpdateAsync(ResourceStep step, CancellationToken cancellationToken) => throw NotInAPreview(step);

    public override Task DeleteAsync(ResourceStep step, CancellationToken cancellationToken) => throw NotInAPreview(step);

    private static EngineException NotInAPreview(ResourceStep step) => new($"{step.Key}: its provider has no configuration yet.");
}
