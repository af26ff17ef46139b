namespace CniMigration.Kubernetes.Controllers.Scheduling;

/// <summary>What a pod asks for: the sum of its containers, or its largest starting container where that is more.</summary>
internal static class Resources
{
    public static Dictionary<string, Quantity> RequestedBy(Pod pod)
    {
        Dictionary<string, Quantity> sum = new(StringComparer.Ordinal);
        foreach (var container in pod.Spec.Containers)
        {
            Add(sum, container.Resources.Requests);
        }

        Dictionary<string, Quantity> sidecars = new(StringComparer.Ordinal);
        Dictionary<string, Quantity> peak = new(StringComparer.Ordinal);
        foreach (var container in pod.Spec.InitContainers)
        {
            if (container.RestartPolicy == "Always")
            {
                Add(sum, container.Resources.Requests);
                Add(sidecars, container.Resources.Requests);
                continue;
            }
            foreach (var (name, amount) in container.Resources.Requests)
            {
                peak[name] = Quantity.Max(peak.GetValueOrDefault(name), amount + sidecars.GetValueOrDefault(name));
            }
        }
        foreach (var (name, amount) in peak)
        {
            sum[name] = Quantity.Max(sum.GetValueOrDefault(name), amount);
        }

        Add(sum, pod.Spec.Overhead);
        return sum;
    }

    public static void Add(Dictionary<string, Quantity> sum, IReadOnlyDictionary<string, Quantity> amounts)
    {
        foreach (var (name, amount) in amounts)
        {
            sum[name] = sum.GetValueOrDefault(name) + amount;
        }
    }

    public static void Subtract(Dictionary<string, Quantity> sum, IReadOnlyDictionary<string, Quantity> amounts)
    {
        foreach (var (name, amount) in amounts)
        {
            sum[name] = sum.GetValueOrDefault(name) - amount;
        }
    }
}
