namespace CniMigration.Migration.Workloads.Room;

/// <summary>Which pods a quota counts: those that match all its scopes. A scope that is not known here is taken to match.</summary>
internal static class QuotaScopes
{
    internal static bool Cover(V1ResourceQuota quota, V1PodSpec pod) =>
        (quota.Spec?.Scopes ?? []).All(scope => Matches(scope, "Exists", null, pod))
        && (quota.Spec?.ScopeSelector?.MatchExpressions ?? []).All(e => Matches(e.ScopeName, e.OperatorProperty, e.Values, pod));

    private static bool Matches(string scope, string operation, IList<string>? values, V1PodSpec pod) => scope switch
    {
        "Terminating" => pod.ActiveDeadlineSeconds is not null,
        "NotTerminating" => pod.ActiveDeadlineSeconds is null,
        "BestEffort" => IsBestEffort(pod),
        "NotBestEffort" => !IsBestEffort(pod),
        "PriorityClass" => Labels.Holds(operation, string.IsNullOrEmpty(pod.PriorityClassName) ? null : pod.PriorityClassName, values),
        _ => true,
    };

    private static bool IsBestEffort(V1PodSpec pod) =>
        (pod.Containers ?? [])
            .Concat(pod.InitContainers ?? [])
            .Select(c => c.Resources)
            .Append(pod.Resources)
            .All(r => IsZero(r?.Requests) && IsZero(r?.Limits));

    private static bool IsZero(IDictionary<string, ResourceQuantity>? amounts) =>
        amounts is null || amounts.All(a => a.Key is not ("cpu" or "memory") || a.Value.ToDecimal() == 0);
}
