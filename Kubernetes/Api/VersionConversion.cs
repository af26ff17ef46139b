using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Api.CustomResources;
using CniMigration.Kubernetes.Api.Decoding;

namespace CniMigration.Kubernetes.Api;

/// <summary>Turns objects from the version they are stored in into another one that is served, and back.</summary>
internal static class VersionConversion
{
    public static ReadOnlyMemory<byte> ToServed(ServedResource resource, ApiObject item, CustomResource? custom = null)
    {
        if (custom is not null && item.ResourceVersion < custom.Since)
        {
            // Stored before its definition became what it is.
            var json = item.ToJson();
            ObjectIntake.Settle(json, custom.SchemaOf(resource.Type.Version));
            return ApiJson.ToBytes(ToServed(resource, json));
        }

        return resource.IsStorageVersion ? item.Json : ApiJson.ToBytes(ToServed(resource, item.ToJson()));
    }

    public static JsonObject ToServed(ServedResource resource, JsonObject json)
    {
        json["apiVersion"] = resource.ApiVersion;
        if (resource.Type == ResourceTypes.Events && resource.Group.Length > 0)
        {
            Rename(json, EventFields, forward: true);
        }
        else if (resource.Type == ResourceTypes.HorizontalPodAutoscalers && resource.Version == "v1")
        {
            AutoscalerConversion.ToV1(json);
        }

        return json;
    }

    public static JsonObject FromServed(ServedResource resource, JsonObject json)
    {
        if (resource.IsStorageVersion)
        {
            return json;
        }

        json["apiVersion"] = resource.Type.ApiVersion;
        if (resource.Type == ResourceTypes.Events)
        {
            Rename(json, EventFields, forward: false);
        }
        else if (resource.Type == ResourceTypes.HorizontalPodAutoscalers)
        {
            AutoscalerConversion.FromV1(json);
        }

        return json;
    }

    private static readonly (string Core, string Grouped)[] EventFields =
    [
        ("involvedObject", "regarding"),
        ("message", "note"),
        ("reportingComponent", "reportingController"),
        ("source", "deprecatedSource"),
        ("firstTimestamp", "deprecatedFirstTimestamp"),
        ("lastTimestamp", "deprecatedLastTimestamp"),
        ("count", "deprecatedCount"),
    ];

    private static void Rename(JsonObject json, (string Core, string Grouped)[] fields, bool forward)
    {
        foreach (var (core, grouped) in fields)
        {
            var (from, to) = forward ? (core, grouped) : (grouped, core);
            if (json.TryGetPropertyValue(from, out var value))
            {
                json.Remove(from);
                json[to] = value;
            }
        }
    }
}
