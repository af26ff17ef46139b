using System.Text.Json.Nodes;

namespace CniMigration.Simulator.Api.Operations;

/// <summary>Keeps what an update may not touch: identity, the status, or everything but the status.</summary>
internal static class ObjectPreparation
{
    private static readonly string[] Kept =
        ["name", "namespace", "uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation", "resourceVersion"];

    public static JsonObject ForUpdate(ResourceType type, JsonObject old, JsonObject next, string? subresource)
    {
        next["kind"] = type.Kind;
        next["apiVersion"] = type.ApiVersion;
        var (oldMetadata, metadata) = (old.Metadata(), next.Metadata());
        foreach (var field in Kept)
        {
            metadata.TakeFrom(oldMetadata, field);
        }

        if (subresource == "status")
        {
            return StatusOnly(type, old, next);
        }

        if (type.HasStatus && subresource is null)
        {
            next.TakeFrom(old, "status");
        }

        if (type.CountsGenerations && !JsonNode.DeepEquals(DesiredState(old), DesiredState(next)))
        {
            metadata["generation"] = (oldMetadata.Number("generation") ?? 0) + 1;
        }

        return next;
    }

    private static JsonObject StatusOnly(ResourceType type, JsonObject old, JsonObject next)
    {
        var result = (JsonObject)old.DeepClone();
        result.TakeFrom(next, "status");
        // The core kinds let their status writers touch labels and annotations too; kubelets rely on it.
        if (type.Group.Length == 0)
        {
            var (from, to) = (next.Metadata(), result.Metadata());
            to.TakeFrom(from, "labels");
            to.TakeFrom(from, "annotations");
        }

        return result;
    }

    private static JsonObject DesiredState(JsonObject json) =>
        new(json.Where(field => field.Key is not ("metadata" or "status" or "kind" or "apiVersion"))
            .Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone())));
}
