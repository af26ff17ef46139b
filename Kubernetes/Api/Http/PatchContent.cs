using CniMigration.Kubernetes.Api.Requests;
using Microsoft.AspNetCore.Http;

namespace CniMigration.Kubernetes.Api.Http;

/// <summary>Which kind of patch a request sends.</summary>
internal static class PatchContent
{
    public static PatchKind KindOf(HttpRequest request) => RequestBody.ContentType(request) switch
    {
        "application/merge-patch+json" => PatchKind.Merge,
        "application/strategic-merge-patch+json" => PatchKind.StrategicMerge,
        "application/json-patch+json" => PatchKind.Json,
        "application/apply-patch+yaml" => PatchKind.Apply,
        var other => throw new ApiException(415, "UnsupportedMediaType",
            $"the body of the request was in an unknown format - accepted media types include: application/json-patch+json, "
            + $"application/merge-patch+json, application/strategic-merge-patch+json, application/apply-patch+yaml (got {other})"),
    };

    public static void CheckForce(ResourceRequest request)
    {
        if (request.Query("force") is not null)
        {
            throw new ApiException(422, "Invalid", "PatchOptions.meta.k8s.io \"\" is invalid: force: Forbidden: may not be specified for non-apply patch");
        }
    }

    public static void CheckManager(ResourceRequest request)
    {
        if (request.Query("fieldManager") is not { Length: > 0 })
        {
            throw new ApiException(422, "Invalid", "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch");
        }
    }
}
