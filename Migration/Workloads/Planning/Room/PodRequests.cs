using CniMigration.Migration.State;
using k8s.Models;

namespace CniMigration.Migration.Workloads.Planning.Room;

/// <summary>What a pod takes of its node, as the scheduler counts it.</summary>
internal static class PodRequests
{
    internal const string Pods = "pods";

    internal static IReadOnlyDictionary<string, decimal> Of(V1PodSpec pod)
    {
        var sum = new Dictionary<string, decimal> { [Pods] = 1 };
        Add(sum, pod.Containers);
        foreach (var (resource, amount) in (pod.InitContainers ?? []).SelectMany(c => c.Resources?.Requests ?? new Dictionary<string, ResourceQuantity>()))
        {
            // Init containers run one after the other, before the others: the greatest of them counts.
            sum[resource] = Math.Max(sum.GetValueOrDefault(resource), amount.ToDecimal());
        }

        foreach (var (resource, amount) in pod.Overhead ?? new Dictionary<string, ResourceQuantity>())
        {
            sum[resource] = sum.GetValueOrDefault(resource) + amount.ToDecimal();
        }

        return sum;
    }

    /// <summary>Whether a pod takes room where it is, or where it will be.</summary>
    internal static bool TakesRoom(V1Pod pod) => !pod.IsFinished();

    private static void Add(Dictionary<string, decimal> sum, IEnumerable<V1Container>? containers)
    {
        foreach (var (resource, amount) in (containers ?? []).SelectMany(c => c.Resources?.Requests ?? new Dictionary<string, ResourceQuantity>()))
        {
            sum[resource] = sum.GetValueOrDefault(resource) + amount.ToDecimal();
        }
    }
}
