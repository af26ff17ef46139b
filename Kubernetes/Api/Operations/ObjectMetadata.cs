using System.Globalization;
using System.Text.Json.Nodes;

namespace CniMigration.Kubernetes.Api.Operations;

/// <summary>Reads and writes the metadata that the server itself keeps.</summary>
internal static class ObjectMetadata
{
    public static JsonObject Metadata(this JsonObject json)
    {
        if (json["metadata"] is JsonObject metadata)
        {
            return metadata;
        }

        metadata = [];
        json["metadata"] = metadata;
        return metadata;
    }

    public static string? Text(this JsonNode? node, string name) =>
        node is JsonObject json && json[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    // A value that was put in by this program is of its own type; one that was parsed is any number that fits.
    public static long? Number(this JsonNode? node, string name) =>
        node is not JsonObject json || json[name] is not JsonValue value ? null
        : value.TryGetValue<long>(out var number) ? number
        : value.TryGetValue<int>(out var small) ? small
        : null;

    public static IReadOnlyList<string> Finalizers(this JsonObject json) =>
        json["metadata"]?["finalizers"] is JsonArray finalizers ? [.. finalizers.Select(finalizer => (string)finalizer!)] : [];

    public static bool IsBeingDeleted(this JsonObject json) => json["metadata"].Text("deletionTimestamp") is not null;

    public static string Timestamp(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Takes a field over from another object, absence included.</summary>
    public static void TakeFrom(this JsonObject json, JsonObject other, string field)
    {
        if (other[field] is { } value)
        {
            json[field] = value.DeepClone();
        }
        else
        {
            json.Remove(field);
        }
    }
}
