using CniMigration.Kubernetes.Api.Core;
using CniMigration.Kubernetes.Api.Patch;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Api.Subresources;
using CniMigration.Kubernetes.Kinds;

namespace CniMigration.Kubernetes.Api.Http;

/// <summary>Answers requests for the subresources other than the status.</summary>
internal sealed class SubresourceEndpoint(ApiCore core, IPodNetwork? podNetwork)
{
    private static readonly Dictionary<string, string> Refused = new()
    {
        ["log"] = "Containers are simulated here and write no logs.",
        ["exec"] = "Containers are simulated here: nothing can be executed in them.",
        ["attach"] = "Containers are simulated here: there is nothing to attach to.",
        ["portforward"] = "Containers are simulated here: use the pod's proxy subresource instead of forwarding a port.",
        ["ephemeralcontainers"] = "Ephemeral containers are not modelled.",
    };

    private readonly EvictionSubresource eviction = new(core);
    private readonly PodProxy proxy = new(core, podNetwork);

    public Task HandleAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        var subresource = request.Target.Subresource!;
        if (!request.Resource.Subresources.Contains(subresource))
        {
            throw new ApiException(404, "NotFound", "the server could not find the requested resource", new JsonObject());
        }

        return (subresource, request.Verb) switch
        {
            ("proxy", _) when request.Type != ResourceTypes.Nodes => ProxyAsync(request, cancellationToken),
            ("proxy", _) => throw ApiException.NotModelled("Kubelets have no HTTP interface here."),
            ("scale", "get") => WriteScaleAsync(request, Scaled(request), cancellationToken),
            ("scale", "update" or "patch") => ScaleAsync(request, cancellationToken),
            ("eviction", "create") => EvictAsync(request, cancellationToken),
            ("binding", "create") => BindAsync(request, cancellationToken),
            ("finalize", "update") => FinalizeAsync(request, cancellationToken),
            ("token", "create") => TokenAsync(request, cancellationToken),
            _ when Refused.TryGetValue(subresource, out var why) => Refuse(request, why),
            _ => throw ApiException.MethodNotAllowed("the server does not allow this method on the requested resource"),
        };
    }

    private Task Refuse(ResourceRequest request, string why)
    {
        Get(request);
        throw ApiException.NotModelled(why);
    }

    private ApiObject Get(ResourceRequest request) => core.Get(request.Type, request.Target.Namespace, request.Target.Name!);

    private ApiObject Scaled(ResourceRequest request)
    {
        var (type, name) = (request.Type, request.Target.Name!);
        if (type.IsCustom || core.Find(type, request.Target.Namespace, name) is not null)
        {
            return Get(request);
        }

        var details = ApiException.Named(type, name);
        details["kind"] = $"{type.Plural}/scale";
        throw new ApiException(404, "NotFound", $"{type.Plural}/scale.{type.Group} \"{name}\" not found", details);
    }

    private static Task WriteScaleAsync(ResourceRequest request, ApiObject item, CancellationToken cancellationToken) =>
        request.Response.WriteJsonAsync(200, ScaleSubresource.Of(item, request.Resource.Scale), cancellationToken);

    private async Task ScaleAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        var body = await request.Http.ReadNodeAsync(cancellationToken) ?? throw ApiException.BadRequest("a scale must not be empty");
        var isPatch = request.Verb == "patch";
        var kind = isPatch ? PatchContent.KindOf(request.Http) : PatchKind.Merge;
        // A scale has no lists, so that a strategic merge of it is a plain one.
        var plain = kind is PatchKind.StrategicMerge or PatchKind.Apply ? PatchKind.Merge : kind;
        var changed = core.Change(request.Type, request.Target.Namespace, request.Target.Name!, present =>
        {
            var scale = isPatch ? Patches.Apply(plain, request.Type, ScaleSubresource.Of(present, request.Resource.Scale), body) : (JsonObject)body;
            return ScaleSubresource.Set(present, scale, request.Resource.Scale);
        }, request.Write());
        await WriteScaleAsync(request, changed, cancellationToken);
    }

    private async Task EvictAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        var body = await request.Http.ReadNodeAsync(cancellationToken) as JsonObject ?? [];
        if (body.Text("apiVersion") is not (null or "" or "policy/v1" or "policy/v1beta1"))
        {
            throw ApiException.BadRequest($"no kind \"Eviction\" is registered for version \"{body.Text("apiVersion")}\"");
        }

        if (body["metadata"].Text("name") is { Length: > 0 } named && named != request.Target.Name)
        {
            throw ApiException.BadRequest("name in URL does not match name in Eviction object");
        }

        eviction.Evict(request.Target.Namespace!, request.Target.Name!, body, request.Write().DryRun);
        await request.Response.WriteJsonAsync(201, Success(201), cancellationToken);
    }

    private async Task BindAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        var body = await request.Http.ReadObjectAsync(cancellationToken);
        BindingSubresource.Bind(core, request.Target.Namespace!, request.Target.Name!, body, request.Write());
        await request.Response.WriteJsonAsync(201, Success(201), cancellationToken);
    }

    private async Task FinalizeAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        var body = await request.Http.ReadObjectAsync(cancellationToken);
        var changed = core.Update(request.Type, null, request.Target.Name!, body, request.Write());
        await request.Response.WriteObjectAsync(200, changed.Json, cancellationToken);
    }

    private async Task TokenAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        var body = await request.Http.ReadNodeAsync(cancellationToken) as JsonObject ?? [];
        var account = Get(request);
        var seconds = body["spec"].Number("expirationSeconds") ?? 3600;
        var token = Guid.NewGuid().ToString("N");
        core.Tokens.Add(token, ServiceAccountUser(account), TimeSpan.FromSeconds(seconds));
        body["status"] = new JsonObject
        {
            ["token"] = token,
            ["expirationTimestamp"] = ObjectMetadata.Timestamp(core.Clock.GetUtcNow().AddSeconds(seconds)),
        };
        await request.Response.WriteJsonAsync(201, body, cancellationToken);
    }

    private async Task ProxyAsync(ResourceRequest request, CancellationToken cancellationToken)
    {
        var body = await request.Http.ReadBytesAsync(cancellationToken);
        var answer = await proxy.SendAsync(request.Type, request.Target.Namespace!, request.Target.Name!,
            (pod, port) => new PodCall(pod, port, request.Http.Method, request.Target.Rest ?? "/", request.Http.QueryString.Value ?? "", body),
            cancellationToken);
        await request.Response.WriteBytesAsync(answer.Status, answer.ContentType, answer.Body, cancellationToken);
    }

    private static UserInfo ServiceAccountUser(ApiObject account) => new(
        $"system:serviceaccount:{account.Namespace}:{account.Name}",
        ["system:serviceaccounts", $"system:serviceaccounts:{account.Namespace}", "system:authenticated"]);

    private static JsonObject Success(int code) => new()
    {
        ["kind"] = "Status",
        ["apiVersion"] = "v1",
        ["metadata"] = new JsonObject(),
        ["status"] = "Success",
        ["code"] = code,
    };
}
