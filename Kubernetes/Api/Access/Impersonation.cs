using CniMigration.Kubernetes.Api.Access.Rbac;
using CniMigration.Kubernetes.Api.Requests;
using Microsoft.AspNetCore.Http;

namespace CniMigration.Kubernetes.Api.Access;

/// <summary>Lets a user act as another one, as <c>kubectl --as</c> does, where he may.</summary>
internal static class Impersonation
{
    private const string AccountPrefix = "system:serviceaccount:";

    public static UserInfo Apply(HttpRequest request, UserInfo user, Authorizer authorizer)
    {
        var name = request.Headers["Impersonate-User"].ToString();
        var groups = request.Headers["Impersonate-Group"].OfType<string>().ToList();
        if (name.Length == 0)
        {
            return groups.Count == 0 ? user : throw ApiException.Internal("requested impersonation without impersonating a user");
        }

        if (name.StartsWith(AccountPrefix, StringComparison.Ordinal) && name[AccountPrefix.Length..].Split(':') is [var @namespace, var account])
        {
            authorizer.Check(new RequestInfo(user, "impersonate", "", "serviceaccounts", null, @namespace, account));
            if (groups.Count == 0)
            {
                return new UserInfo(name, ["system:serviceaccounts", "system:serviceaccounts:" + @namespace, UserInfo.Authenticated]);
            }
        }
        else
        {
            authorizer.Check(new RequestInfo(user, "impersonate", "", "users", null, null, name));
        }

        foreach (var group in groups)
        {
            authorizer.Check(new RequestInfo(user, "impersonate", "", "groups", null, null, group));
        }

        return new UserInfo(name, name == UserInfo.Anonymous.Name ? groups : [.. groups.Append(UserInfo.Authenticated).Distinct()]);
    }
}
