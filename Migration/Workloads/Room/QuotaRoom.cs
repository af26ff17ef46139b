namespace CniMigration.Migration.Workloads.Room;

/// <summary>Whether the namespace's quotas have room for one pod more than there are: with less, a surge cannot begin.</summary>
internal static class QuotaRoom
{
    private const string Requests = "requests.";
    private const string Limits = "limits.";

    internal static string? Objection(SurgeCase surge) => Amounts(surge)
        .Where(amount => amount.Used.ToDecimal() + amount.Needed > amount.Hard.ToDecimal())
        .Select(amount => $"quota {amount.Quota} has no room for one more pod ({amount.Resource}: {amount.Used} of {amount.Hard} used)")
        .FirstOrDefault();

    /// <summary>What all the pods that a surge has above its replicas take of the namespace's quotas; nothing where no quota counts them.</summary>
    internal static IReadOnlyList<QuotaClaim> Claims(SurgeCase surge) =>
    [
        .. Amounts(surge).Select(amount => new QuotaClaim(
            amount.Quota, amount.Resource, amount.Needed * surge.MaxSurge, amount.Hard.ToDecimal() - amount.Used.ToDecimal())),
    ];

    /// <summary>Whether there is room for all of them at the same time.</summary>
    internal static bool HasRoomFor(IEnumerable<QuotaClaim> claims) =>
        claims.GroupBy(claim => (claim.Quota, claim.Resource)).All(group => group.Sum(claim => claim.Wanted) <= group.Min(claim => claim.Free));

    private static IEnumerable<(string Quota, string Resource, decimal Needed, ResourceQuantity Used, ResourceQuantity Hard)> Amounts(SurgeCase surge)
    {
        var quotas = surge.Snapshot.Quotas.Where(q => q.Metadata.NamespaceProperty == surge.Namespace && q.Status?.Hard is not null).ToList();
        if (quotas.Count == 0)
        {
            return [];
        }

        var shapes = surge.Shapes.ToList();
        return
            from quota in quotas
            let counted = shapes.Where(pod => QuotaScopes.Cover(quota, pod)).ToList()
            from hard in quota.Status.Hard
            let needed = counted.Max(pod => Needed(pod, hard.Key))
            where needed is not null
            select (quota.Metadata.Name, hard.Key, needed.Value, Used(quota, hard.Key), hard.Value);
    }

    private static ResourceQuantity Used(V1ResourceQuota quota, string resource) =>
        quota.Status.Used is { } all && all.TryGetValue(resource, out var amount) ? amount : "0";

    /// <summary>What one pod more would take of a resource; null where the resource is not about pods.</summary>
    private static decimal? Needed(V1PodSpec pod, string resource) =>
        resource == "count/pods" ? 1
        : resource.StartsWith(Limits, StringComparison.Ordinal) ? Of(PodRequests.LimitsOf(pod), resource[Limits.Length..])
        : Of(PodRequests.Of(pod), resource.StartsWith(Requests, StringComparison.Ordinal) ? resource[Requests.Length..] : resource);

    private static decimal? Of(IReadOnlyDictionary<string, decimal> amounts, string resource) => amounts.TryGetValue(resource, out var amount) ? amount : null;
}

/// <summary>What a surge takes of one resource of a quota, at most.</summary>
/// <param name="Quota">The quota's name.</param>
/// <param name="Resource">The resource, as the quota names it.</param>
/// <param name="Wanted">What the pods above the replicas take of it.</param>
/// <param name="Free">What the quota had left when the plan was made.</param>
internal sealed record QuotaClaim(string Quota, string Resource, decimal Wanted, decimal Free);
