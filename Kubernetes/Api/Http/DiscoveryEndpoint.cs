using CniMigration.Kubernetes.Api.Core;
using CniMigration.Kubernetes.Api.Discovery;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Api.Subresources;
using Microsoft.AspNetCore.Http;

namespace CniMigration.Kubernetes.Api.Http;

/// <summary>Says what the server is and what it serves, and answers reviews, which are not stored anywhere.</summary>
internal sealed class DiscoveryEndpoint(ApiCore core, string kubernetesVersion)
{
    private readonly DiscoveryDocuments documents = new(core.Types);
    private readonly OpenApiEndpoint openApi = new(core);

    public Task HandleAsync(HttpContext context, string path, UserInfo user, CancellationToken cancellationToken)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (context.Request.Method == "POST" && Reviews.Find(segments) is { } review)
        {
            return ReviewAsync(context, review, user, cancellationToken);
        }

        if (context.Request.Method != "GET")
        {
            throw NotFound();
        }

        return segments switch
        {
            ["healthz" or "readyz" or "livez", ..] => context.Response.WriteTextAsync(200, "ok", cancellationToken),
            ["version"] => context.Response.WriteJsonAsync(200, VersionInfo.Of(kubernetesVersion), cancellationToken),
            ["api" or "apis"] when AggregatedDiscovery.VersionFor(context.Request) is { } asked => context.Response.WriteBytesAsync(200,
                AggregatedDiscovery.ContentType(asked), ApiJson.ToBytes(documents.Aggregated(asked, core: segments[0] == "api")), cancellationToken),
            ["openapi", ..] => openApi.WriteAsync(context, segments[1..], cancellationToken),
            _ => context.Response.WriteJsonAsync(200, Document(context, segments), cancellationToken),
        };
    }

    private JsonObject Document(HttpContext context, string[] segments) => segments switch
    {
        [] => DiscoveryDocuments.Paths(documents.GroupNames()),
        ["api"] => DiscoveryDocuments.CoreVersions(context.Request.Host.Value ?? ""),
        ["apis"] => documents.Groups(),
        ["apis", var group] => documents.Group(group) ?? throw NotFound(),
        ["api", "v1"] => documents.Resources("", "v1")!,
        ["apis", var group, var version] => documents.Resources(group, version) ?? throw NotFound(),
        _ => throw NotFound(),
    };

    private async Task ReviewAsync(HttpContext context, Func<ApiCore, UserInfo, JsonObject, JsonObject> review, UserInfo user,
        CancellationToken cancellationToken)
    {
        var body = await context.Request.ReadObjectAsync(cancellationToken);
        await context.Response.WriteJsonAsync(201, review(core, user, body), cancellationToken);
    }

    private static ApiException NotFound() =>
        new(404, "NotFound", "the server could not find the requested resource", new JsonObject());
}
