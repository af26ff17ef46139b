using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Api.CustomResources;
using CniMigration.Kubernetes.Api.Tables;

namespace CniMigration.Kubernetes.Api.Http;

/// <summary>Gives an object's bytes in the shape a client asked for. Plain objects are the stored bytes themselves.</summary>
internal sealed class ItemWriter(ServedResource resource, ResponseShape shape, TableFormat tables, string includeObject,
    CustomResource? custom = null)
{
    private bool columnsSent;

    public ReadOnlyMemory<byte> Bytes(ApiObject item) => shape switch
    {
        ResponseShape.Table => ApiJson.ToBytes(tables.Table([item], item.ResourceVersion, includeObject, withColumns: true)),
        ResponseShape.Metadata => ApiJson.ToBytes(MetadataOf(item)),
        _ => VersionConversion.ToServed(resource, item, custom),
    };

    /// <summary>The same within a watch, where only the first table names its columns.</summary>
    public ReadOnlyMemory<byte> WatchBytes(ApiObject item)
    {
        if (shape != ResponseShape.Table)
        {
            return Bytes(item);
        }

        var table = tables.Table([item], item.ResourceVersion, includeObject, withColumns: !columnsSent);
        columnsSent = true;
        return ApiJson.ToBytes(table);
    }

    public static JsonObject MetadataOf(ApiObject item) => new()
    {
        ["kind"] = "PartialObjectMetadata",
        ["apiVersion"] = "meta.k8s.io/v1",
        ["metadata"] = item.ToJson()["metadata"]!.DeepClone(),
    };
}
