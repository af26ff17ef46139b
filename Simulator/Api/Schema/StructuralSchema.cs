using System.Text.Json.Nodes;
using CniMigration.Simulator.Api.Operations;

namespace CniMigration.Simulator.Api.Schema;

/// <summary>How custom resources merge: their definition's schema says so; metadata is as everywhere.</summary>
internal sealed class StructuralSchema(ResourceType type, JsonNode? openApi, string path) : IFieldSchema
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

    public bool IsAtomicObject => openApi.Text("x-kubernetes-map-type") == "atomic";

    public IFieldSchema Field(string name)
    {
        if (path.Length == 0 && name == "metadata")
        {
            return BuiltInSchema.Of(type).Field(name);
        }

        var schema = openApi?["properties"]?[name] ?? openApi?["additionalProperties"] as JsonObject;
        return new StructuralSchema(type, schema, path + "." + name);
    }

    public IFieldSchema Element() => new StructuralSchema(type, openApi?["items"], path + "[]");
}
