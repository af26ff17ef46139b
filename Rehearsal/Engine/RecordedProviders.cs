namespace CniMigration.Rehearsal.Engine;

/// <summary>The providers of resources that are in state, configured as they were when the program last declared them.</summary>
internal sealed class RecordedProviders(StackState state, ProviderInstances providers)
{
    public async Task<ResourceProvider> OfAsync(ResourceState resource, CancellationToken cancellationToken)
    {
        if (resource.Provider is not { } urn)
        {
            return await providers.ForAsync(resource.Key.Package, null, cancellationToken);
        }

        var key = ResourceKey.OfUrn(urn);
        if (!providers.Has(key))
        {
            var provider = state.Find(urn) ?? throw new EngineException($"{resource.Key}: its provider {key} is not in the stack's state.");
            await providers.ConfigureAsync(key, provider.Inputs, [], cancellationToken);
        }

        return await providers.ForAsync(resource.Key.Package, key, cancellationToken);
    }
}
