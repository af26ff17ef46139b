namespace CniMigration.Kubernetes.Api.Http;

/// <summary>Holds what a body says it is against where it was sent.</summary>
internal static class BodyIdentity
{
    public static void Check(ResourceRequest request, JsonObject body)
    {
        var (resource, target) = (request.Resource, request.Target);
        var (apiVersion, kind) = (body.Text("apiVersion"), body.Text("kind"));
        if (apiVersion is { Length: > 0 } && apiVersion != resource.ApiVersion)
        {
            throw ApiException.BadRequest($"the API version in the data ({apiVersion}) does not match the expected API version ({resource.ApiVersion})");
        }

        if (kind is { Length: > 0 } && kind != resource.Type.Kind)
        {
            throw ApiException.BadRequest($"{kind} in version \"{resource.Version}\" cannot be handled as a {resource.Type.Kind}: "
                + $"converting ({apiVersion}.{kind}) to ({resource.ApiVersion}.{resource.Type.Kind}): unknown conversion");
        }

        var metadata = body["metadata"];
        if (metadata.Text("namespace") is { Length: > 0 } inBody && target.Namespace is { } inPath && inBody != inPath)
        {
            throw ApiException.BadRequest($"the namespace of the provided object does not match the namespace sent on the request ({inPath})");
        }

        if (target.Name is { } name && metadata.Text("name") is { Length: > 0 } named && named != name)
        {
            throw ApiException.BadRequest($"the name of the object ({named}) does not match the name on the URL ({name})");
        }
    }
}
