namespace CniMigration.Kubernetes.Controllers.Scheduling;

/// <summary>Rules that look at one node alone.</summary>
internal static class NodeFilters
{
    private static readonly Taint Unschedulable = new() { Key = "node.kubernetes.io/unschedulable", Effect = "NoSchedule" };
    private static readonly string[] IsUnschedulable = ["node(s) were unschedulable"];
    private static readonly string[] DoesNotMatch = ["node(s) didn't match Pod's node affinity/selector"];
    private static readonly string[] HasNoPorts = ["node(s) didn't have free ports for the requested pod ports"];

    public static IEnumerable<Filter> For(PodInfo pod)
    {
        var tolerations = pod.Pod.Spec.Tolerations;
        var toleratesCordon = NodeMatching.IsTolerated(Unschedulable, tolerations);
        yield return node => node.Node.Spec.Unschedulable && !toleratesCordon ? IsUnschedulable : null;
        yield return node => NodeMatching.Untolerated(node.Node.Spec.Taints, tolerations, "NoSchedule", "NoExecute") is { } taint
            ? [$"node(s) had untolerated taint {{{taint.Key}: {taint.Value}}}"]
            : null;
        yield return node => NodeMatching.Matches(pod.Pod.Spec, node.Node) ? null : DoesNotMatch;
        if (pod.HostPorts.Length > 0)
        {
            yield return node => PortsAreFree(pod, node) ? null : HasNoPorts;
        }

        yield return node => Shortages(pod, node);
    }

    private static bool PortsAreFree(PodInfo pod, NodeInfo node)
    {
        foreach (var other in node.Pods.Values)
        {
            foreach (var taken in other.HostPorts)
            {
                foreach (var wanted in pod.HostPorts)
                {
                    if (PodInfo.Clash(taken, wanted))
                    {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private static List<string>? Shortages(PodInfo pod, NodeInfo node)
    {
        List<string>? shortages = null;
        var allocatable = node.Node.Status.Allocatable;
        if (allocatable.TryGetValue("pods", out var most) && node.Pods.Count + 1 > most.Value)
        {
            shortages = ["Too many pods"];
        }

        foreach (var (name, amount) in pod.Requests)
        {
            if (amount.Milli > 0 && amount.Milli > allocatable.GetValueOrDefault(name).Milli - node.Requested.GetValueOrDefault(name).Milli)
            {
                (shortages ??= []).Add($"Insufficient {name}");
            }
        }
        return shortages;
    }
}
