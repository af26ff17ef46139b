using CniMigration.Kubernetes.Api.Schema;
using CniMigration.Kubernetes.CustomSchemas;

namespace CniMigration.Kubernetes.Api.CustomResources;

/// <summary>What a definition says at the moment: the type, and what each of its versions holds.</summary>
internal sealed class CustomResource(
    ResourceType type, IReadOnlyDictionary<string, CustomSchema> versions, IFieldSchema merge, long since, CancellationToken gone)
{
    public ResourceType Type => type;

    /// <summary>How its objects merge.</summary>
    public IFieldSchema Merge => merge;

    /// <summary>The revision from which on objects were written under this definition; older ones may lack what it fills in.</summary>
    public long Since => since;

    /// <summary>Ends when the definition is gone, and its watches with it.</summary>
    public CancellationToken Gone => gone;

    public CustomSchema SchemaOf(string version) => versions[version];
}
