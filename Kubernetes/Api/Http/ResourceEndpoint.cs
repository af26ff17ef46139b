using CniMigration.Kubernetes.Api.Core;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Api.Subresources;
using CniMigration.Kubernetes.Api.Tables;
using Microsoft.AspNetCore.Http;

namespace CniMigration.Kubernetes.Api.Http;

/// <summary>Answers requests for resources and their subresources.</summary>
internal sealed class ResourceEndpoint(ApiCore core, IPodNetwork? podNetwork)
{
    private readonly SubresourceEndpoint subresources = new(core, podNetwork);
    private readonly UnstoredEndpoint unstored = new(core);
    private readonly ColumnCatalog columns = new(core);

    public async Task HandleAsync(HttpContext context, RequestTarget target, RequestInfo info, CancellationToken cancellationToken)
    {
        if (unstored.Answer(context, target, info, cancellationToken) is { } answer)
        {
            await answer;
            return;
        }

        var resource = core.Types.Find(target.Group, target.Version, target.Resource)
            ?? throw new ApiException(404, "NotFound", "the server could not find the requested resource", new JsonObject());
        var request = new ResourceRequest(context, target, resource, info);
        if (resource.NeedsWebhook)
        {
            throw ApiException.NotModelled($"conversion webhook for {resource.ApiVersion}, Kind={resource.Type.Kind} failed: webhooks are not called here; "
                + $"use {resource.Type.ApiVersion}, which needs no conversion");
        }

        if (target.Subresource is not null and not "status")
        {
            await subresources.HandleAsync(request, cancellationToken);
            return;
        }

        if (target.Subresource == "status" && !resource.Subresources.Contains("status"))
        {
            throw new ApiException(404, "NotFound", "the server could not find the requested resource", new JsonObject());
        }

        await (request.Verb switch
        {
            "watch" => WatchAsync(request, cancellationToken),
            "list" => ListAsync(request, cancellationToken),
            "get" => WriteAsync(request, 200, core.Get(resource.Type, target.Namespace, target.Name!), cancellationToken),
            "create" when target.Name is null => CreateAsync(request, cancellationToken),
            "update" when target.Name is not null => UpdateAsync(request, cancellationToken),
            "patch" when target.Name is not null => PatchAsync(request, cancellationToken),
            "delete" => DeleteAsync(request, cancellationToken),
            "deletecollection" => DeleteCollectionAsync(request, cancellationToken),
            _ => throw ApiException.MethodNotAllowed("the server does not allow this method on the requested resource"),
        });
    }

    private async Task ListAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        var page = core.List(request.Type, request.Selection());
        if (request.Shape == ResponseShape.Table)
        {
            var table = Tables(request).Table(page.Items, page.Revision, request.IncludeObject, withColumns: true, page.Continue, page.Remaining);
            await request.Response.WriteJsonAsync(200, table, cancellationToken);
            return;
        }

        var (kind, version) = request.Shape == ResponseShape.Metadata
            ? ("PartialObjectMetadataList", "meta.k8s.io/v1")
            : (request.Type.ListKind, request.Resource.ApiVersion);
        await ListWriter.WriteAsync(request.Response, kind, version, page, Items(request).Bytes, cancellationToken);
    }

    private Task WatchAsync(ResourceRequest request, CancellationToken cancellationToken) =>
        new WatchWriter(core, request.Resource, request.Selection(), request.Watching(), Items(request)).WriteAsync(request.Response, cancellationToken);

    private async Task CreateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        var body = await ReadAsync(request, cancellationToken);
        var created = core.Create(request.Type, request.Target.Namespace, body, request.Write());
        await WriteAsync(request, 201, created, cancellationToken);
    }

    private async Task UpdateAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        var body = await ReadAsync(request, cancellationToken);
        var updated = core.Update(request.Type, request.Target.Namespace, request.Target.Name!, body, request.Write());
        await WriteAsync(request, 200, updated, cancellationToken);
    }

    private async Task PatchAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        var kind = PatchContent.KindOf(request.Http);
        var patch = await request.Http.ReadNodeAsync(cancellationToken) ?? throw ApiException.BadRequest("a patch must not be empty");
        if (kind == PatchKind.Apply)
        {
            PatchContent.CheckManager(request);
            if (core.Find(request.Type, request.Target.Namespace, request.Target.Name!) is null)
            {
                core.Authorizer.Check(request.Info with { Verb = "create" });
            }

            var (applied, created) = core.Apply(request.Type, request.Target.Namespace, request.Target.Name!, (JsonObject)patch, request.Write());
            await WriteAsync(request, created ? 201 : 200, applied, cancellationToken);
            return;
        }

        PatchContent.CheckForce(request);
        var patched = core.Patch(request.Type, request.Target.Namespace, request.Target.Name!, patch, kind, request.Write());
        await WriteAsync(request, 200, patched, cancellationToken);
    }

    private async Task DeleteAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        var (options, dryRun) = await request.ReadDeletionAsync(cancellationToken);
        var (item, gone) = core.Delete(request.Type, request.Target.Namespace, request.Target.Name!, options, dryRun);
        if (!gone || request.Type.AnswersDeletionWithObject)
        {
            await WriteAsync(request, 200, item, cancellationToken);
            return;
        }

        var details = ApiException.Named(request.Type, item.Name);
        details["uid"] = item.Uid;
        var status = new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Success",
            ["details"] = details,
        };
        await request.Response.WriteJsonAsync(200, status, cancellationToken);
    }

    private async Task DeleteCollectionAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        var (options, dryRun) = await request.ReadDeletionAsync(cancellationToken);
        var page = core.List(request.Type, request.Selection());
        foreach (var item in page.Items)
        {
            core.TryDelete(item, options, dryRun);
        }

        await ListWriter.WriteAsync(request.Response, request.Type.ListKind, request.Resource.ApiVersion, page, Items(request).Bytes, cancellationToken);
    }

    private Task WriteAsync(ResourceRequest request, int status, ApiObject item, CancellationToken cancellationToken) =>
        request.Response.WriteObjectAsync(status, Items(request).Bytes(item), cancellationToken);

    private static async Task<JsonObject> ReadAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        var body = await request.Http.ReadObjectAsync(cancellationToken);
        BodyIdentity.Check(request, body);
        return request.Resource.ToStored(body);
    }

    private ItemWriter Items(ResourceRequest request) => new(request.Resource, request.Shape, Tables(request), request.IncludeObject,
        core.Schemas.Custom(request.Type));

    private TableFormat Tables(ResourceRequest request) => new(columns.Of(request.Resource), core.Clock);
}
