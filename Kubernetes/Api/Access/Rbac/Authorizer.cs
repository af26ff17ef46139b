using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Api.Store;

namespace CniMigration.Kubernetes.Api.Access.Rbac;

/// <summary>Decides by roles and bindings who may do what, and says no in Kubernetes' words.</summary>
internal sealed class Authorizer(ObjectStore store)
{
    private const string Masters = "system:masters";

    public RuleResolver Rules { get; } = new(store);

    public static bool IsMaster(UserInfo user) => user.Groups.Contains(Masters);

    /// <summary>Whether a request is allowed, and why.</summary>
    public (bool Allowed, string Reason) Decide(RequestInfo request)
    {
        if (IsMaster(request.User))
        {
            return (true, "");
        }

        var problems = new List<string>();
        foreach (var grant in Rules.GrantsOf(request.User, request.Namespace, problems))
        {
            if (grant.Rules.Any(rule => rule.Allows(request)))
            {
                return (true, "RBAC: allowed by " + grant.Through);
            }
        }

        return (false, problems.Count switch { 0 => "", 1 => "RBAC: " + problems[0], _ => $"RBAC: [{string.Join(", ", problems)}]" });
    }

    /// <summary>Throws a 403 where a request is not allowed.</summary>
    public void Check(RequestInfo request)
    {
        var (allowed, reason) = Decide(request);
        if (!allowed)
        {
            throw Refusal(request, reason);
        }
    }

    private static ApiException Refusal(RequestInfo request, string reason)
    {
        var tail = reason.Length == 0 ? "" : ": " + reason;
        if (request.Path is { } path)
        {
            return new ApiException(403, "Forbidden", $"forbidden: User \"{request.User.Name}\" cannot {request.Verb} path \"{path}\"{tail}", new JsonObject());
        }

        var details = new JsonObject();
        if (request.Name is { Length: > 0 } name)
        {
            details["name"] = name;
        }

        if (request.Group.Length > 0)
        {
            details["group"] = request.Group;
        }

        details["kind"] = request.Resource;
        var resource = request.Subresource is { } subresource ? $"{request.Resource}/{subresource}" : request.Resource;
        var place = request.Namespace is { Length: > 0 } @namespace ? $"in the namespace \"{@namespace}\"" : "at the cluster scope";
        var subject = request.Group.Length > 0 ? $"{request.Resource}.{request.Group}" : request.Resource;
        return new ApiException(403, "Forbidden", $"{subject}{(request.Name is { Length: > 0 } named ? $" \"{named}\"" : "")} is forbidden: "
            + $"User \"{request.User.Name}\" cannot {request.Verb} resource \"{resource}\" in API group \"{request.Group}\" {place}{tail}", details);
    }
}
