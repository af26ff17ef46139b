using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Api.Store;
using CniMigration.Kubernetes.Kinds;

namespace CniMigration.Kubernetes.Api.Access.Rbac;

/// <summary>Finds the rules that bindings give a user.</summary>
internal sealed class RuleResolver(ObjectStore store)
{
    private const string AccountPrefix = "system:serviceaccount:";

    /// <summary>The grants that hold everywhere, and those that hold in a namespace where one is named.</summary>
    /// <param name="user">Whose.</param>
    /// <param name="namespace">Null where only those that hold everywhere count.</param>
    /// <param name="problems">Takes what is wrong with bindings on the way.</param>
    public IEnumerable<RuleGrant> GrantsOf(UserInfo user, string? @namespace, List<string> problems)
    {
        foreach (var item in store.Snapshot(ResourceTypes.ClusterRoleBindings).Items.Values)
        {
            var binding = item.As<RoleBindingObject>();
            if (SubjectOf(binding, user, "") is { } subject && Rules(binding.RoleRef, null, problems) is { } rules)
            {
                yield return new RuleGrant(rules, $"ClusterRoleBinding \"{item.Name}\" of {binding.RoleRef.Kind} \"{binding.RoleRef.Name}\" to {subject}");
            }
        }

        if (@namespace is not { Length: > 0 })
        {
            yield break;
        }

        foreach (var item in store.Snapshot(ResourceTypes.RoleBindings).Items.Values.Where(item => item.Namespace == @namespace))
        {
            var binding = item.As<RoleBindingObject>();
            if (SubjectOf(binding, user, @namespace) is { } subject && Rules(binding.RoleRef, @namespace, problems) is { } rules)
            {
                yield return new RuleGrant(rules,
                    $"RoleBinding \"{item.Name}/{@namespace}\" of {binding.RoleRef.Kind} \"{binding.RoleRef.Name}\" to {subject}");
            }
        }
    }

    /// <summary>The rules of a role; null, and a problem, where it is not there.</summary>
    public IReadOnlyList<PolicyRule>? Rules(RoleReference role, string? @namespace, List<string> problems)
    {
        var type = role.Kind == "Role" ? ResourceTypes.Roles : ResourceTypes.ClusterRoles;
        var found = store.Find(type, ApiObject.KeyOf(type.Namespaced ? @namespace : null, role.Name));
        if (found is null)
        {
            problems.Add($"{role.Kind.ToLowerInvariant()}.{type.Group} \"{role.Name}\" not found");
        }

        return found?.As<RoleObject>().Rules;
    }

    private static string? SubjectOf(RoleBindingObject binding, UserInfo user, string @namespace)
    {
        foreach (var subject in binding.Subjects)
        {
            var home = subject.Namespace.Length > 0 ? subject.Namespace : @namespace;
            var applies = subject.Kind switch
            {
                "User" => user.Name == subject.Name,
                "Group" => user.Groups.Contains(subject.Name),
                "ServiceAccount" => home.Length > 0 && user.Name == $"{AccountPrefix}{home}:{subject.Name}",
                _ => false,
            };
            if (applies)
            {
                return subject.Kind == "ServiceAccount" ? $"ServiceAccount \"{subject.Name}/{home}\"" : $"{subject.Kind} \"{subject.Name}\"";
            }
        }

        return null;
    }
}
