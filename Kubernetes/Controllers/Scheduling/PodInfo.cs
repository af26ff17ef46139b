namespace CniMigration.Kubernetes.Controllers.Scheduling;

/// <summary>A pod with what the scheduler needs of it worked out once.</summary>
internal sealed class PodInfo(Pod pod)
{
    public Pod Pod { get; } = pod;

    public Dictionary<string, Quantity> Requests { get; } = Resources.RequestedBy(pod);

    public (string Address, string Protocol, int Port)[] HostPorts { get; } = [.. PortsOf(pod)];

    public string[] Claims { get; } = [.. pod.Spec.Volumes.Select(volume => volume.PersistentVolumeClaim?.ClaimName).OfType<string>()];

    /// <summary>The one node that the pod asks for by name, as daemons' pods do.</summary>
    public string? OnlyNode { get; } = OnlyNodeOf(pod.Spec.Affinity.NodeAffinity.RequiredDuringSchedulingIgnoredDuringExecution);

    public bool HasAntiAffinity => Pod.Spec.Affinity.PodAntiAffinity.RequiredDuringSchedulingIgnoredDuringExecution.Count > 0;

    public bool LooksAtOtherPods =>
        HasAntiAffinity
        || Pod.Spec.Affinity.PodAffinity.RequiredDuringSchedulingIgnoredDuringExecution.Count > 0
        || Pod.Spec.TopologySpreadConstraints.Count > 0;

    public static bool Clash((string Address, string Protocol, int Port) left, (string Address, string Protocol, int Port) right) =>
        left.Port == right.Port && left.Protocol == right.Protocol && (left.Address == right.Address || IsAny(left.Address) || IsAny(right.Address));

    private static bool IsAny(string address) => address is "" or "0.0.0.0";

    private static IEnumerable<(string, string, int)> PortsOf(Pod pod) =>
        from container in pod.Spec.Containers
        from port in container.Ports
        let number = port.HostPort > 0 ? port.HostPort : pod.Spec.HostNetwork ? port.Number : 0
        where number > 0
        select (port.HostIP, port.Protocol, number);

    private static string? OnlyNodeOf(NodeSelector? required) =>
        required is { NodeSelectorTerms: [{ MatchFields: [{ Key: "metadata.name", Operator: "In", Values: [var only] }] }] } ? only : null;
}
