using CniMigration.Kubernetes.Api.Requests;
using Microsoft.AspNetCore.Http;

namespace CniMigration.Kubernetes.Api.Http;

/// <summary>Says what an HTTP request is about, as authorization sees it.</summary>
internal static class RequestInfos
{
    private const string NameField = "metadata.name=";

    public static RequestInfo Of(HttpRequest request, RequestTarget? target, UserInfo user)
    {
        if (target is null)
        {
            return new RequestInfo(user, request.Method.ToLowerInvariant(), Path: request.Path.Value ?? "/");
        }

        var verb = VerbOf(request, target);
        var name = target.Name ?? (verb is "list" or "watch" or "deletecollection" ? SelectedName(request) : null);
        // A namespace is in itself, so that a role in it may grant it.
        var @namespace = target is { Group: "", Resource: "namespaces" } ? target.Name : target.Namespace;
        return new RequestInfo(user, verb, target.Group, target.Resource, target.Subresource, @namespace, name);
    }

    public static string VerbOf(HttpRequest request, RequestTarget target) => (request.Method, target.Name) switch
    {
        ("GET" or "HEAD", _) when IsWatch(request) => "watch",
        ("GET" or "HEAD", null) => "list",
        ("GET" or "HEAD", _) => "get",
        ("POST", _) => "create",
        ("PUT", _) => "update",
        ("PATCH", _) => "patch",
        ("DELETE", null) => "deletecollection",
        ("DELETE", _) => "delete",
        _ => request.Method.ToLowerInvariant(),
    };

    private static bool IsWatch(HttpRequest request) =>
        request.Query.TryGetValue("watch", out var values) && values.ToString() is "true" or "1" or "";

    private static string? SelectedName(HttpRequest request) =>
        request.Query["fieldSelector"].ToString().Split(',').Where(term => term.StartsWith(NameField, StringComparison.Ordinal))
            .Select(term => term[NameField.Length..].TrimStart('=')).FirstOrDefault();
}
