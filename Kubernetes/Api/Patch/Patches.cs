using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Api.Schema;

namespace CniMigration.Kubernetes.Api.Patch;

/// <summary>The kinds of patch.</summary>
internal static class Patches
{
    public static JsonObject Apply(PatchKind kind, ResourceType type, JsonObject present, JsonNode patch) => (kind, patch) switch
    {
        (PatchKind.Merge, JsonObject) => (JsonObject)MergePatch.Apply(present, patch)!,
        (PatchKind.StrategicMerge, _) when type.IsCustom => throw new ApiException(415, "UnsupportedMediaType",
            "the body of the request was in an unknown format - accepted media types include: application/json-patch+json, "
            + "application/merge-patch+json, application/apply-patch+yaml"),
        (PatchKind.StrategicMerge, JsonObject changes) => StrategicMergePatch.Apply(present, changes, BuiltInSchema.Of(type)),
        (PatchKind.Json, _) => JsonPatch.Apply(present, patch) as JsonObject ?? throw ApiException.BadRequest("a patch must leave an object"),
        _ => throw ApiException.BadRequest("a merge patch of an object must be an object"),
    };
}
