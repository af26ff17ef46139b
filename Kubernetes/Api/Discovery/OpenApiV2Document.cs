using CniMigration.Kubernetes.Api.Protobuf;
using CniMigration.Kubernetes.Api.Versions;

namespace CniMigration.Kubernetes.Api.Discovery;

/// <summary>
/// The protobuf form of OpenAPI v2, which older kubectls read to see whether a kind takes dry runs, to check manifests and to explain kinds.
/// Field numbers are those of openapi_v2.proto.
/// </summary>
internal static class OpenApiV2Document
{
    private static readonly string[] PatchParameters = ["dryRun", "fieldManager", "fieldValidation", "force"];

    public static byte[] Of(IEnumerable<ServedResource> served, JsonObject definitions) => new WireWriter()
        .Text(1, "2.0")
        .Message(2, info => info.Text(1, "Kubernetes").Text(2, "unversioned"))
        .Message(8, paths =>
        {
            foreach (var resource in served)
            {
                paths.Message(2, path => path.Text(1, resource.PathTemplate).Message(2, item => item.Message(8, patch => Patch(patch, resource))));
            }
        })
        .Message(9, all => OpenApiV2Schema.WriteNamed(all, 1, definitions))
        .ToArray();

    private static void Patch(WireWriter patch, ServedResource resource)
    {
        foreach (var name in PatchParameters)
        {
            patch.Message(8, item => item.Message(1, parameter => parameter.Message(2, nonBody => nonBody.Message(3, query =>
                query.Text(2, "query").Text(4, name)))));
        }

        var kind = $"group: \"{resource.Group}\"\nkind: {resource.Type.Kind}\nversion: {resource.Version}\n";
        patch.Message(13, extension => extension.Text(1, "x-kubernetes-group-version-kind").Message(2, any => any.Text(2, kind)));
    }
}
