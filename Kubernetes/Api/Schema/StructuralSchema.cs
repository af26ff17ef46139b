namespace CniMigration.Kubernetes.Api.Schema;

/// <summary>How custom resources merge: their definition's schema says so; metadata is as everywhere.</summary>
internal sealed class StructuralSchema(JsonNode? openApi, bool isRoot) : IFieldSchema
{
    private readonly ListKind list = openApi.Text("x-kubernetes-list-type") switch
    {
        "map" => ListKind.Map,
        "set" => ListKind.Set,
        _ => ListKind.Atomic,
    };

    public ListKind List => list;

    public IReadOnlyList<string> Keys =>
        openApi?["x-kubernetes-list-map-keys"] is JsonArray keys ? [.. keys.Select(key => (string)key!)] : [];

    // Strategic-merge patches of custom resources are refused.
    public ListKind PatchList => ListKind.Atomic;

    public string MergeKey => "";

    public bool IsAtomicObject => openApi.Text("x-kubernetes-map-type") == "atomic";

    public IFieldSchema Field(string name)
    {
        if (isRoot && name == "metadata")
        {
            return BuiltInSchema.Metadata;
        }

        var schema = openApi?["properties"]?[name] ?? openApi?["additionalProperties"] as JsonObject;
        return new StructuralSchema(schema, isRoot: false);
    }

    public IFieldSchema Element() => new StructuralSchema(openApi?["items"], isRoot: false);
}
