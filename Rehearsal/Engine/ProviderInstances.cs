using System.Collections.Concurrent;

namespace CniMigration.Rehearsal.Engine;

/// <summary>The configured providers of one pass. Like Pulumi's, they live as long as the pass does.</summary>
internal sealed class ProviderInstances(IReadOnlyDictionary<string, IProviderPackage> packages)
{
    private readonly ConcurrentDictionary<ResourceKey, ResourceProvider> byResource = [];
    private readonly ConcurrentDictionary<string, Lazy<Task<ResourceProvider>>> defaults = [];

    public IProviderPackage Package(string package) => packages.TryGetValue(package, out var found)
        ? found
        : throw new EngineException($"No provider stands behind the package '{package}'. The rehearsal knows {string.Join(", ", packages.Keys.Order())}.");

    public bool Has(ResourceKey provider) => byResource.ContainsKey(provider);

    public async Task ConfigureAsync(ResourceKey key, JsonObject inputs, ImmutableHashSet<string> unknown, CancellationToken cancellationToken) =>
        byResource[key] = unknown.IsEmpty ? await Package(key.Package).ConfigureAsync(inputs, cancellationToken) : new UnconfiguredProvider();

    /// <summary>The provider behind a package's types: the explicit one, or the package's default one.</summary>
    public async Task<ResourceProvider> ForAsync(string package, ResourceKey? explicitProvider, CancellationToken cancellationToken)
    {
        if (explicitProvider is { } key)
        {
            return byResource.TryGetValue(key, out var instance) ? instance : throw new EngineException($"The provider {key} was never configured.");
        }

        return await defaults.GetOrAdd(package, name => new(() => Package(name).ConfigureAsync([], cancellationToken))).Value;
    }
}
