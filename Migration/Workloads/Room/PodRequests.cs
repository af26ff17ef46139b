namespace CniMigration.Migration.Workloads.Room;

/// <summary>What a pod takes of its node, as the scheduler counts it, and of a quota.</summary>
internal static class PodRequests
{
    internal const string Pods = "pods";

    internal static IReadOnlyDictionary<string, decimal> Of(V1PodSpec pod)
    {
        var sum = Sum(pod, resources => resources.Requests);
        Add(sum, Amounts(pod.Overhead));
        sum[Pods] = 1;
        return sum;
    }

    /// <summary>Its limits, of what has any.</summary>
    internal static IReadOnlyDictionary<string, decimal> LimitsOf(V1PodSpec pod)
    {
        var sum = Sum(pod, resources => resources.Limits);
        Add(sum, Amounts(pod.Overhead).Where(overhead => sum.ContainsKey(overhead.Resource)));
        return sum;
    }

    /// <summary>Whether a pod takes room where it is, or where it will be.</summary>
    internal static bool TakesRoom(V1Pod pod) => !pod.IsFinished();

    private static Dictionary<string, decimal> Sum(V1PodSpec pod, Func<V1ResourceRequirements, IDictionary<string, ResourceQuantity>?> of)
    {
        var running = new Dictionary<string, decimal>();
        foreach (var container in pod.Containers ?? [])
        {
            Add(running, Asked(container.Resources));
        }

        // Init containers run one after the other, before the others: the greatest of them counts, beside the sidecars that were started before it and stay.
        var (sidecars, starting) = (new Dictionary<string, decimal>(), new Dictionary<string, decimal>());
        foreach (var container in pod.InitContainers ?? [])
        {
            foreach (var (resource, amount) in Asked(container.Resources))
            {
                starting[resource] = Math.Max(starting.GetValueOrDefault(resource), sidecars.GetValueOrDefault(resource) + amount);
            }

            if (container.RestartPolicy == "Always")
            {
                Add(sidecars, Asked(container.Resources));
            }
        }

        Add(running, sidecars.Select(sidecar => (sidecar.Key, sidecar.Value)));
        foreach (var (resource, amount) in starting)
        {
            running[resource] = Math.Max(running.GetValueOrDefault(resource), amount);
        }

        foreach (var (resource, amount) in Asked(pod.Resources))
        {
            // What the pod asks for as a whole holds, whatever its containers say.
            running[resource] = amount;
        }

        return running;

        List<(string Resource, decimal Amount)> Asked(V1ResourceRequirements? resources) => resources is null ? [] : Amounts(of(resources));
    }

    private static List<(string Resource, decimal Amount)> Amounts(IDictionary<string, ResourceQuantity>? quantities) =>
        [.. (quantities ?? new Dictionary<string, ResourceQuantity>()).Select(q => (q.Key, q.Value.ToDecimal()))];

    private static void Add(Dictionary<string, decimal> sum, IEnumerable<(string Resource, decimal Amount)> amounts)
    {
        foreach (var (resource, amount) in amounts.ToList())
        {
            sum[resource] = sum.GetValueOrDefault(resource) + amount;
        }
    }
}
