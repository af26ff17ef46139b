using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace CniMigration.Simulator.Api.Schema;

/// <summary>The merge schema of every type: built in, or what its custom resource definition says.</summary>
internal sealed class SchemaCatalog
{
    private readonly ConcurrentDictionary<ResourceType, IFieldSchema> custom = new();

    public IFieldSchema Of(ResourceType type) => custom.TryGetValue(type, out var schema) ? schema : BuiltInSchema.Of(type);

    public void SetCustom(ResourceType type, JsonObject? openApi) => custom[type] = new StructuralSchema(openApi, isRoot: true);
}
