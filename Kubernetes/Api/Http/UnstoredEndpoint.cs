using CniMigration.Kubernetes.Api.Core;
using CniMigration.Kubernetes.Api.Discovery;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Api.Store;
using CniMigration.Kubernetes.Api.Subresources;
using CniMigration.Kubernetes.Api.Tables;
using CniMigration.Kubernetes.Kinds.Parts;
using Microsoft.AspNetCore.Http;

namespace CniMigration.Kubernetes.Api.Http;

/// <summary>The core resources that are as old as Kubernetes and stored nowhere: bindings, which put pods on nodes, and the health of components.</summary>
internal sealed class UnstoredEndpoint(ApiCore core)
{
    private const string Deprecation = "299 - \"v1 ComponentStatus is deprecated in v1.19+\"";

    private static readonly string[] Components = ["controller-manager", "etcd-0", "scheduler"];

    private static readonly TableColumn[] Columns =
    [
        Cells.Name,
        new("Status", row => row.Json.At("conditions").Each().Any(condition => condition.At("status").Text() == "True") ? "Healthy" : "Unhealthy"),
        new("Message", row => string.Join(' ', row.Json.At("conditions").Each().Select(condition => condition.At("message").Text()))),
        new("Error", _ => ""),
    ];

    /// <summary>Answers, where the request is for one of them.</summary>
    public Task? Answer(HttpContext context, RequestTarget target, RequestInfo info, CancellationToken cancellationToken) =>
        (target, info.Verb) switch
        {
            ({ Group: "", Version: "v1", Resource: UnstoredResources.Bindings, Namespace: { } place, Name: null }, "create") =>
                BindAsync(context, target, info, place, cancellationToken),
            ({ Group: "", Version: "v1", Resource: "componentstatuses", Namespace: null, Subresource: null }, "get" or "list") =>
                HealthAsync(new ResourceRequest(context, target, UnstoredResources.ComponentStatuses, info), cancellationToken),
            _ => null,
        };

    private async Task BindAsync(HttpContext context, RequestTarget target, RequestInfo info, string place, CancellationToken cancellationToken)
    {
        var request = new ResourceRequest(context, target, core.Types.Find("", "v1", "pods")!, info);
        var body = await context.Request.ReadObjectAsync(cancellationToken);
        BindingSubresource.Bind(
            core, place, body["metadata"].Text("name") ?? throw ApiException.BadRequest("metadata.name: Required value"), body, request.Write());
        var status = new JsonObject { ["kind"] = "Status", ["apiVersion"] = "v1", ["metadata"] = new JsonObject(), ["status"] = "Success", ["code"] = 201 };
        await context.Response.WriteJsonAsync(201, status, cancellationToken);
    }

    private async Task HealthAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        request.Response.Headers.Append("Warning", Deprecation);
        List<ApiObject> items = [.. Components.Where(name => request.Target.Name is null || request.Target.Name == name).Select(Healthy)];
        if (request.Target.Name is { } wanted && items.Count == 0)
        {
            throw new ApiException(404, "NotFound", $"Component not found: {wanted}", new JsonObject());
        }

        if (request.Shape == ResponseShape.Table)
        {
            var table = new TableFormat(Columns, core.Clock).Table(items, 0, request.IncludeObject, withColumns: true);
            await request.Response.WriteJsonAsync(200, table, cancellationToken);
        }
        else if (request.Target.Name is not null)
        {
            await request.Response.WriteObjectAsync(200, items[0].Json, cancellationToken);
        }
        else
        {
            await ListWriter.WriteAsync(
                request.Response, UnstoredResources.ComponentStatuses.Type.ListKind, "v1", new ListPage(items, 0), item => item.Json, cancellationToken);
        }
    }

    private static ApiObject Healthy(string name) => ObjectStore.Draft(UnstoredResources.ComponentStatuses.Type, new JsonObject
    {
        ["kind"] = UnstoredResources.ComponentStatuses.Type.Kind,
        ["apiVersion"] = "v1",
        ["metadata"] = new JsonObject { ["name"] = name, ["uid"] = "" },
        ["conditions"] = new JsonArray(new JsonObject { ["type"] = "Healthy", ["status"] = "True", ["message"] = "ok" }),
    }, 0);
}
