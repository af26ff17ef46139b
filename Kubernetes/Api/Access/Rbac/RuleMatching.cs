using CniMigration.Kubernetes.Api.Requests;

namespace CniMigration.Kubernetes.Api.Access.Rbac;

/// <summary>Whether a rule allows a request.</summary>
internal static class RuleMatching
{
    private const string All = "*";

    public static bool Allows(this PolicyRule rule, RequestInfo request) =>
        HasVerb(rule, request.Verb) && (request.Path is { } path ? HasPath(rule, path) : HasResource(rule, request));

    public static bool HasVerb(PolicyRule rule, string verb) => rule.Verbs.Contains(All) || rule.Verbs.Contains(verb);

    public static bool HasGroup(PolicyRule rule, string group) => rule.ApiGroups.Contains(All) || rule.ApiGroups.Contains(group);

    /// <param name="rule">The rule.</param>
    /// <param name="resource">The resource, with its subresource after a slash.</param>
    public static bool HasResource(PolicyRule rule, string resource)
    {
        if (rule.Resources.Contains(All) || rule.Resources.Contains(resource))
        {
            return true;
        }

        var slash = resource.IndexOf('/', StringComparison.Ordinal);
        return slash >= 0 && rule.Resources.Contains(string.Concat("*", resource.AsSpan(slash)));
    }

    public static bool HasName(PolicyRule rule, string? name) => rule.ResourceNames.Count == 0 || (name is not null && rule.ResourceNames.Contains(name));

    public static bool HasPath(PolicyRule rule, string path) =>
        rule.NonResourceURLs.Any(url => url == All || url == path || (url.EndsWith('*') && path.StartsWith(url.TrimEnd('*'), StringComparison.Ordinal)));

    private static bool HasResource(PolicyRule rule, RequestInfo request) =>
        HasGroup(rule, request.Group)
        && HasResource(rule, request.Subresource is { } subresource ? $"{request.Resource}/{subresource}" : request.Resource)
        && HasName(rule, request.Name);
}
