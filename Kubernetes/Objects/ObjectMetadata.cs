namespace CniMigration.Kubernetes.Objects;

/// <summary>Reads and writes the metadata that the server itself keeps.</summary>
internal static class ObjectMetadata
{
    public static JsonObject Metadata(this JsonObject json) => json.Section("metadata");

    public static IReadOnlyList<string> Finalizers(this JsonObject json) =>
        json["metadata"]?["finalizers"] is JsonArray finalizers ? [.. finalizers.Select(finalizer => (string)finalizer!)] : [];

    public static bool IsBeingDeleted(this JsonObject json) => json["metadata"].Text("deletionTimestamp") is not null;

    public static string Timestamp(this DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Takes a finalizer off; whether it was there.</summary>
    public static bool RemoveFinalizer(this JsonObject json, string finalizer)
    {
        var metadata = json.Metadata();
        if (metadata["finalizers"] is not JsonArray finalizers || finalizers.FirstOrDefault(item => (string?)item == finalizer) is not { } found)
        {
            return false;
        }

        finalizers.Remove(found);
        if (finalizers.Count == 0)
        {
            metadata.Remove("finalizers");
        }

        return true;
    }
}
