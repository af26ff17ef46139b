namespace CniMigration.Migration.Facts;

/// <summary>One node-affinity expression.</summary>
internal sealed record Requirement(string Key, string Operator, IReadOnlyList<string> Values)
{
    public bool Is(V1NodeSelectorRequirement expression) =>
        expression.Key == Key && expression.OperatorProperty == Operator &&
        (expression.Values ?? []).Order(StringComparer.Ordinal).SequenceEqual(Values.Order(StringComparer.Ordinal));

    /// <summary>True when no node can be chosen without this expression holding: it is in every term, and there is a term.</summary>
    public bool HoldsIn(V1PodSpec pods) =>
        Terms(pods) is { Count: > 0 } terms && terms.Where(IsLive).All(term => (term.MatchExpressions ?? []).Any(Is)) && terms.Any(IsLive);

    public static IList<V1NodeSelectorTerm> Terms(V1PodSpec pods) =>
        pods.Affinity?.NodeAffinity?.RequiredDuringSchedulingIgnoredDuringExecution?.NodeSelectorTerms ?? [];

    /// <summary>A term without any condition matches no node, so that adding one to it would widen it.</summary>
    public static bool IsLive(V1NodeSelectorTerm term) => term.MatchExpressions is { Count: > 0 } || term.MatchFields is { Count: > 0 };

    /// <summary>What else a term asks for, as a fingerprint.</summary>
    public string OthersOf(V1NodeSelectorTerm term) => Digest.Of(
        (term.MatchExpressions ?? []).Where(expression => !Is(expression)).Concat(term.MatchFields ?? [])
        .Select(expression => $"{expression.Key} {expression.OperatorProperty} {string.Join(',', expression.Values ?? [])}"));

    public override string ToString() => Values.Count == 0 ? $"{Key} {Operator}" : $"{Key} {Operator} [{string.Join(", ", Values)}]";
}
