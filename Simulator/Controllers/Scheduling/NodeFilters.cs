using CniMigration.Simulator.Model;

namespace CniMigration.Simulator.Controllers.Scheduling;

/// <summary>Rules that look at one node alone.</summary>
internal static class NodeFilters
{
    private static readonly Taint Unschedulable = new() { Key = "node.kubernetes.io/unschedulable", Effect = "NoSchedule" };

    public static IEnumerable<Filter> For(PodInfo pod)
    {
        yield return node => node.Node.Spec.Unschedulable && !NodeMatching.IsTolerated(Unschedulable, pod.Pod.Spec.Tolerations)
            ? ["node(s) were unschedulable"]
            : [];
        yield return node => NodeMatching.Untolerated(node.Node.Spec.Taints, pod.Pod.Spec.Tolerations, "NoSchedule", "NoExecute") is { } taint
            ? [$"node(s) had untolerated taint {{{taint.Key}: {taint.Value}}}"]
            : [];
        yield return node => NodeMatching.Matches(pod.Pod.Spec, node.Node) ? [] : ["node(s) didn't match Pod's node affinity/selector"];
        if (pod.HostPorts.Length > 0) yield return node => PortsAreFree(pod, node) ? [] : ["node(s) didn't have free ports for the requested pod ports"];
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
                    if (PodInfo.Clash(taken, wanted)) return false;
                }
            }
        }
        return true;
    }

    private static List<string> Shortages(PodInfo pod, NodeInfo node)
    {
        List<string> shortages = [];
        var allocatable = node.Node.Status.Allocatable;
        if (allocatable.TryGetValue("pods", out var most) && node.Pods.Count + 1 > most.Value) shortages.Add("Too many pods");
        foreach (var (name, amount) in pod.Requests)
        {
            if (amount.Milli > 0 && amount.Milli > allocatable.GetValueOrDefault(name).Milli - node.Requested.GetValueOrDefault(name).Milli)
                shortages.Add($"Insufficient {name}");
        }
        return shortages;
    }
}
