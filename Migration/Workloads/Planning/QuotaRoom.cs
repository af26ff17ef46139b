using k8s.Models;

namespace CniMigration.Migration.Workloads.Planning;

/// <summary>Whether the namespace's quotas have room for one pod more than there are: with less, a surge cannot begin.</summary>
internal static class QuotaRoom
{
    internal static string? Objection(SurgeCase surge) =>
        surge.Snapshot.Quotas
            .Where(quota => quota.Metadata.NamespaceProperty == surge.Namespace && quota.Status?.Hard is not null)
            .SelectMany(quota => quota.Status.Hard.Select(hard => Objection(surge.Pod, quota, hard.Key, hard.Value)))
            .FirstOrDefault(objection => objection is not null);

    private static string? Objection(V1PodSpec pod, V1ResourceQuota quota, string resource, ResourceQuantity hard)
    {
        var used = quota.Status.Used is { } all && all.TryGetValue(resource, out var amount) ? amount.ToDecimal() : 0;
        return Needed(pod, resource) is { } needed && used + needed > hard.ToDecimal()
            ? $"quota {quota.Metadata.Name} has no room for one more pod ({resource}: {used} of {hard} used)"
            : null;
    }

    /// <summary>What one pod more would take of a resource; null where the resource is not about pods.</summary>
    private static decimal? Needed(V1PodSpec pod, string resource) => resource switch
    {
        "pods" or "count/pods" => 1,
        "cpu" or "memory" => Sum(pod, c => c.Resources?.Requests, resource),
        "requests.cpu" or "requests.memory" => Sum(pod, c => c.Resources?.Requests, resource["requests.".Length..]),
        "limits.cpu" or "limits.memory" => Sum(pod, c => c.Resources?.Limits, resource["limits.".Length..]),
        _ => null,
    };

    private static decimal Sum(V1PodSpec pod, Func<V1Container, IDictionary<string, ResourceQuantity>?> amounts, string resource) =>
        (pod.Containers ?? []).Sum(c => amounts(c) is { } known && known.TryGetValue(resource, out var amount) ? amount.ToDecimal() : 0);
}
