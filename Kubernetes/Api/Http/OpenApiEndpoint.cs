using CniMigration.Kubernetes.Api.Core;
using CniMigration.Kubernetes.Api.Discovery;
using CniMigration.Kubernetes.Api.Versions;
using CniMigration.Kubernetes.Kinds;
using Microsoft.AspNetCore.Http;

namespace CniMigration.Kubernetes.Api.Http;

/// <summary>As much OpenAPI as clients need in order to explain kinds and to leave validation to the server.</summary>
internal sealed class OpenApiEndpoint(ApiCore core)
{
    // Older clients ask for another name, with a sign that no media type may hold; they take this one.
    private const string Protobuf = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

    private readonly TypeRegistry types = core.Types;

    public Task WriteAsync(HttpContext context, string[] segments, CancellationToken cancellationToken) => segments switch
    {
        ["v2"] => WriteV2Async(context, cancellationToken),
        ["v3"] => context.Response.WriteJsonAsync(200, Index(), cancellationToken),
        ["v3", "api", var version] => WriteV3Async(context, "", version, cancellationToken),
        ["v3", "apis", var group, var version] => WriteV3Async(context, group, version, cancellationToken),
        _ => throw new ApiException(404, "NotFound", "the server could not find the requested resource", new JsonObject()),
    };

    private Task WriteV2Async(HttpContext context, CancellationToken cancellationToken)
    {
        var accepted = context.Request.Headers.Accept.ToString();
        if (!accepted.Contains("proto", StringComparison.Ordinal))
        {
            var plain = Info("swagger", "2.0");
            plain["definitions"] = Schemas("#/definitions/", types.All);
            return context.Response.WriteJsonAsync(200, plain, cancellationToken);
        }

        return context.Response.WriteBytesAsync(200, Protobuf, OpenApiV2Document.Of(types.All, Schemas("#/definitions/", types.All)), cancellationToken);
    }

    private JsonObject Index()
    {
        var paths = new JsonObject();
        foreach (var group in types.All.Select(served => (served.Group, served.Version)).Distinct())
        {
            var path = group.Group.Length == 0 ? "api/" + group.Version : $"apis/{group.Group}/{group.Version}";
            paths[path] = new JsonObject { ["serverRelativeURL"] = $"/openapi/v3/{path}" };
        }

        return new JsonObject { ["paths"] = paths };
    }

    private Task WriteV3Async(HttpContext context, string group, string version, CancellationToken cancellationToken)
    {
        var served = types.All.Where(each => each.Group == group && each.Version == version).ToList();
        if (served.Count == 0)
        {
            throw new ApiException(404, "NotFound", "the server could not find the requested resource", new JsonObject());
        }

        var document = Info("openapi", "3.0.0");
        var paths = new JsonObject();
        foreach (var resource in served)
        {
            paths[resource.PathTemplate] = new JsonObject { ["patch"] = Patch(resource) };
        }

        document["paths"] = paths;
        document["components"] = new JsonObject { ["schemas"] = Schemas("#/components/schemas/", served) };
        return context.Response.WriteJsonAsync(200, document, cancellationToken);
    }

    private JsonObject Schemas(string place, IEnumerable<ServedResource> served)
    {
        var schemas = new OpenApiSchemas(place);
        foreach (var resource in served)
        {
            schemas.Add(resource, DefinitionOf(resource));
        }

        return schemas.ToJson();
    }

    private JsonObject? DefinitionOf(ServedResource resource) =>
        !resource.Type.IsCustom ? null
        : core.Find(ResourceTypes.CustomResourceDefinitions, null, resource.Type.QualifiedName)?.ToJson()["spec"].Each("versions")
            .FirstOrDefault(version => version.Text("name") == resource.Version)?["schema"]?["openAPIV3Schema"] as JsonObject;

    private static JsonObject Patch(ServedResource resource) => new()
    {
        ["x-kubernetes-action"] = "patch",
        ["x-kubernetes-group-version-kind"] = new JsonObject
        {
            ["group"] = resource.Group,
            ["version"] = resource.Version,
            ["kind"] = resource.Type.Kind,
        },
        ["parameters"] = new JsonArray([.. ((string[])["dryRun", "fieldManager", "fieldValidation", "force"]).Select(name => (JsonNode)new JsonObject
        {
            ["name"] = name,
            ["in"] = "query",
            ["schema"] = new JsonObject { ["type"] = name == "force" ? "boolean" : "string" },
        })]),
        ["responses"] = new JsonObject { ["200"] = new JsonObject { ["description"] = "OK" } },
    };

    private static JsonObject Info(string field, string version) => new()
    {
        [field] = version,
        ["info"] = new JsonObject { ["title"] = "Kubernetes", ["version"] = "unversioned" },
        ["paths"] = new JsonObject(),
    };
}
