using System.Collections.Concurrent;
using CniMigration.Kubernetes.Api.Schema;

namespace CniMigration.Kubernetes.Api.CustomResources;

/// <summary>The schema of every type: built in, or what its custom resource definition says.</summary>
internal sealed class SchemaCatalog
{
    private readonly ConcurrentDictionary<ResourceType, CustomResource> custom = new();

    /// <summary>How a type's objects merge.</summary>
    public IFieldSchema Of(ResourceType type) => custom.TryGetValue(type, out var resource) ? resource.Merge : BuiltInSchema.Of(type);

    /// <summary>What a definition says of a type; null for the built-in types.</summary>
    public CustomResource? Custom(ResourceType type) => type.IsCustom ? custom.GetValueOrDefault(type) : null;

    public void SetCustom(CustomResource resource) => custom[resource.Type] = resource;
}
