namespace CniMigration.Kubernetes.Api.Access.Rbac;

/// <summary>Which of the rights that somebody wants to grant he does not hold himself.</summary>
internal static class RuleCoverage
{
    public static IReadOnlyList<PolicyRule> Missing(IReadOnlyList<PolicyRule> held, IEnumerable<PolicyRule> wanted) =>
        Compact(wanted.SelectMany(Split).Where(single => !held.Any(rule => Covers(rule, single))));

    public static string Describe(PolicyRule rule)
    {
        var parts = new List<string>();
        Add(parts, "APIGroups", rule.ApiGroups);
        Add(parts, "Resources", rule.Resources);
        Add(parts, "NonResourceURLs", rule.NonResourceURLs);
        Add(parts, "ResourceNames", rule.ResourceNames);
        Add(parts, "Verbs", rule.Verbs);
        return "{" + string.Join(", ", parts) + "}";
    }

    private static void Add(List<string> parts, string name, IReadOnlyList<string> values)
    {
        if (values.Count > 0)
        {
            parts.Add($"{name}:[{string.Join(' ', values.Select(value => $"\"{value}\""))}]");
        }
    }

    private static IEnumerable<PolicyRule> Split(PolicyRule rule)
    {
        foreach (var verb in rule.Verbs)
        {
            foreach (var url in rule.NonResourceURLs)
            {
                yield return new PolicyRule { Verbs = [verb], NonResourceURLs = [url] };
            }

            foreach (var group in rule.ApiGroups)
            {
                foreach (var resource in rule.Resources)
                {
                    if (rule.ResourceNames.Count == 0)
                    {
                        yield return new PolicyRule { Verbs = [verb], ApiGroups = [group], Resources = [resource] };
                    }

                    foreach (var name in rule.ResourceNames)
                    {
                        yield return new PolicyRule { Verbs = [verb], ApiGroups = [group], Resources = [resource], ResourceNames = [name] };
                    }
                }
            }
        }
    }

    private static bool Covers(PolicyRule held, PolicyRule single)
    {
        if (!RuleMatching.HasVerb(held, single.Verbs[0]))
        {
            return false;
        }

        return single.NonResourceURLs.Count > 0
            ? RuleMatching.HasPath(held, single.NonResourceURLs[0])
            : RuleMatching.HasGroup(held, single.ApiGroups[0])
                && RuleMatching.HasResource(held, single.Resources[0])
                && RuleMatching.HasName(held, First(single.ResourceNames));
    }

    private static string? First(IReadOnlyList<string> values) => values.Count > 0 ? values[0] : null;

    private static PolicyRule[] Compact(IEnumerable<PolicyRule> singles) =>
    [
        .. singles.GroupBy(rule => (First(rule.ApiGroups), First(rule.Resources), First(rule.ResourceNames), First(rule.NonResourceURLs)))
            .Select(group => group.First() with { Verbs = [.. group.Select(rule => rule.Verbs[0]).Distinct()] })
            .OrderBy(Describe, StringComparer.Ordinal),
    ];
}
