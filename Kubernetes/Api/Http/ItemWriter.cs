using CniMigration.Kubernetes.Api.CustomResources;
using CniMigration.Kubernetes.Api.Decoding;
using CniMigration.Kubernetes.Api.Tables;
using CniMigration.Kubernetes.Api.Versions;

namespace CniMigration.Kubernetes.Api.Http;

/// <summary>Gives an object's bytes in the shape a client asked for. Plain objects are the stored bytes themselves.</summary>
internal sealed class ItemWriter(ServedResource resource, ResponseShape shape, TableFormat tables, string includeObject,
    CustomResource? custom = null)
{
    private bool columnsSent;

    public ReadOnlyMemory<byte> Bytes(ApiObject item) => shape switch
    {
        ResponseShape.Table => ApiJson.ToBytes(tables.Table([item], item.ResourceVersion, includeObject, withColumns: true)),
        ResponseShape.Metadata => ApiJson.ToBytes(item.ToPartialMetadata()),
        _ => Served(item),
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

    private ReadOnlyMemory<byte> Served(ApiObject item)
    {
        if (custom is not null && item.ResourceVersion < custom.Since)
        {
            // Stored before its definition became what it is.
            var json = item.ToJson();
            ObjectIntake.Settle(json, custom.SchemaOf(resource.Type.Version));
            return ApiJson.ToBytes(resource.FromStored(json));
        }

        return resource.IsStorageVersion ? item.Json : ApiJson.ToBytes(resource.FromStored(item.ToJson()));
    }
}
