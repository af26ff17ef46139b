using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Kinds;

namespace CniMigration.Kubernetes.Api.Access.Rbac;

/// <summary>Lets nobody grant what he may not do himself, unless he may escalate or bind.</summary>
internal sealed class EscalationGuard(Authorizer authorizer)
{
    /// <param name="type">The type of what is written.</param>
    /// <param name="namespace">Where it is written.</param>
    /// <param name="json">What is written.</param>
    /// <param name="old">What was there before; null where nothing was.</param>
    /// <param name="user">Who writes; null where the server itself does.</param>
    public void Check(ResourceType type, string? @namespace, JsonObject json, JsonObject? old, UserInfo? user)
    {
        if (user is null || Authorizer.IsMaster(user) || type.Group != ResourceTypes.Roles.Group)
        {
            return;
        }

        @namespace = type.Namespaced ? @namespace : null;
        var name = json["metadata"].Text("name");
        if (type == ResourceTypes.Roles || type == ResourceTypes.ClusterRoles)
        {
            if (!JsonNode.DeepEquals(json["rules"], old?["rules"]) && !May(user, "escalate", type, @namespace, name))
            {
                Demand(type, name, @namespace, json.Deserialize<RoleObject>(ModelJson.Options)!.Rules, user, []);
            }

            return;
        }

        var changed = !JsonNode.DeepEquals(json["subjects"], old?["subjects"]) || !JsonNode.DeepEquals(json["roleRef"], old?["roleRef"]);
        var role = json.Deserialize<RoleBindingObject>(ModelJson.Options)!.RoleRef;
        var bound = role.Kind == "Role" ? ResourceTypes.Roles : ResourceTypes.ClusterRoles;
        if (!changed || May(user, "bind", bound, @namespace, role.Name))
        {
            return;
        }

        var problems = new List<string>();
        var rules = authorizer.Rules.Rules(role, @namespace, problems);
        if (rules is null)
        {
            throw ApiException.NotFound(bound, role.Name);
        }

        Demand(type, name, @namespace, rules, user, problems);
    }

    private bool May(UserInfo user, string verb, ResourceType type, string? @namespace, string? name) =>
        authorizer.Decide(new RequestInfo(user, verb, type.Group, type.Plural, null, @namespace, name)).Allowed;

    private void Demand(ResourceType type, string? name, string? @namespace, IReadOnlyList<PolicyRule> wanted, UserInfo user, List<string> problems)
    {
        var held = authorizer.Rules.GrantsOf(user, @namespace, problems).SelectMany(grant => grant.Rules).ToList();
        var missing = RuleCoverage.Missing(held, wanted);
        if (missing.Count == 0)
        {
            return;
        }

        var groups = string.Join(' ', user.Groups.Select(group => $"\"{group}\""));
        throw ApiException.Forbidden(type, name ?? "", $"user \"{user.Name}\" (groups=[{groups}]) is attempting to grant RBAC permissions not currently held:\n"
            + string.Join('\n', missing.Select(RuleCoverage.Describe)));
    }
}
