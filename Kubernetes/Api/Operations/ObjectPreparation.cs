using CniMigration.Kubernetes.Api.Requests;

namespace CniMigration.Kubernetes.Api.Operations;

/// <summary>Keeps what an update may not touch: identity, the status, or everything but the status.</summary>
internal static class ObjectPreparation
{
    private static readonly string[] Kept =
        ["name", "namespace", "uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation", "resourceVersion", "generateName"];

    public static JsonObject ForUpdate(ResourceType type, JsonObject old, JsonObject next, WriteContext context)
    {
        next["kind"] = type.Kind;
        next["apiVersion"] = type.ApiVersion;
        var (oldMetadata, metadata) = (old.Metadata(), next.Metadata());
        if (metadata.Text("uid") is { Length: > 0 } uid && uid != oldMetadata.Text("uid"))
        {
            var errors = new FieldErrors();
            errors.Invalid("metadata.uid", uid, "field is immutable");
            throw errors.Refusal(type, oldMetadata.Text("name") ?? "");
        }

        foreach (var field in Kept)
        {
            metadata.TakeFrom(oldMetadata, field);
        }

        if (!context.IsApply)
        {
            metadata.TakeFrom(oldMetadata, "managedFields");
        }

        if (context.Subresource == "status")
        {
            return StatusOnly(type, old, next, context);
        }

        if (type.HasStatus && context.Subresource is null or "scale" && !type.IsStatusSettled)
        {
            next.TakeFrom(old, "status");
        }

        if (context.Subresource != "finalize" && old["spec"] is JsonObject oldSpec && next["spec"] is JsonObject spec)
        {
            type.PrepareUpdate?.Invoke(oldSpec, spec);
        }

        if (type.CountsGenerations && !JsonNode.DeepEquals(DesiredState(type, old), DesiredState(type, next)))
        {
            metadata["generation"] = (oldMetadata.Number("generation") ?? 0) + 1;
        }

        return next;
    }

    private static JsonObject StatusOnly(ResourceType type, JsonObject old, JsonObject next, WriteContext context)
    {
        var result = (JsonObject)old.DeepClone();
        result.TakeFrom(next, "status");
        var (from, to) = (next.Metadata(), result.Metadata());
        if (context.IsApply)
        {
            to.TakeFrom(from, "managedFields");
        }

        // The core kinds let their status writers touch labels and annotations too; kubelets rely on it.
        if (type.Group.Length == 0)
        {
            to.TakeFrom(from, "labels");
            to.TakeFrom(from, "annotations");
        }

        return result;
    }

    private static JsonObject DesiredState(ResourceType type, JsonObject json) =>
        new(json.Where(field => field.Key is not ("metadata" or "kind" or "apiVersion") && (field.Key != "status" || (type.IsCustom && !type.HasStatus)))
            .Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone())));
}
