using CniMigration.Kubernetes.Controllers.Scheduling;

namespace CniMigration.Kubernetes.Controllers.Workloads.DaemonSets;

/// <summary>Which nodes a daemon belongs on, and what its pod for one of them looks like.</summary>
internal static class DaemonPlacement
{
    private static readonly Toleration[] Always =
    [
        Tolerate("node.kubernetes.io/not-ready", "NoExecute"),
        Tolerate("node.kubernetes.io/unreachable", "NoExecute"),
        Tolerate("node.kubernetes.io/disk-pressure", "NoSchedule"),
        Tolerate("node.kubernetes.io/memory-pressure", "NoSchedule"),
        Tolerate("node.kubernetes.io/pid-pressure", "NoSchedule"),
        Tolerate("node.kubernetes.io/unschedulable", "NoSchedule"),
    ];

    private static readonly Toleration NetworkUnavailable = Tolerate("node.kubernetes.io/network-unavailable", "NoSchedule");

    /// <summary>Whether a pod should be started there, and whether one that runs there may stay.</summary>
    public static (bool ShouldRun, bool MayContinue) On(Node node, PodSpec template)
    {
        if (template.NodeName.Length > 0 && template.NodeName != node.Name)
        {
            return (false, false);
        }

        if (!NodeMatching.Matches(template, node))
        {
            return (false, false);
        }

        List<Toleration> tolerations = [.. template.Tolerations, .. Added(template.HostNetwork)];
        var mayContinue = NodeMatching.Untolerated(node.Spec.Taints, tolerations, "NoExecute") is null;
        return (mayContinue && NodeMatching.Untolerated(node.Spec.Taints, tolerations, "NoSchedule") is null, mayContinue);
    }

    /// <summary>The node that a daemon's pod is for, whether it is scheduled already or not.</summary>
    public static string? TargetOf(Pod pod)
    {
        if (pod.Spec.NodeName.Length > 0)
        {
            return pod.Spec.NodeName;
        }

        return pod.Spec.Affinity.NodeAffinity.RequiredDuringSchedulingIgnoredDuringExecution?.NodeSelectorTerms
            .SelectMany(term => term.MatchFields)
            .FirstOrDefault(field => field is { Key: "metadata.name", Operator: "In", Values.Count: 1 })?.Values[0];
    }

    public static void Bind(JsonObject pod, string node, string hash)
    {
        pod.Section("metadata").Section("labels")[RevisionHistory.HashLabel] = hash;
        var spec = pod.Section("spec");
        var required = spec.Section("affinity").Section("nodeAffinity").Section("requiredDuringSchedulingIgnoredDuringExecution");
        required["nodeSelectorTerms"] = new JsonArray(new JsonObject
        {
            ["matchFields"] = new JsonArray(new JsonObject
            {
                ["key"] = "metadata.name",
                ["operator"] = "In",
                ["values"] = new JsonArray(node),
            }),
        });
        var tolerations = spec.List("tolerations");
        foreach (var toleration in Added((bool?)spec["hostNetwork"] == true))
        {
            tolerations.Add(new JsonObject { ["key"] = toleration.Key, ["operator"] = toleration.Operator, ["effect"] = toleration.Effect });
        }
    }

    private static IEnumerable<Toleration> Added(bool hostNetwork) => hostNetwork ? Always.Append(NetworkUnavailable) : Always;

    private static Toleration Tolerate(string key, string effect) => new() { Key = key, Operator = "Exists", Effect = effect };
}
