using System.Text.Json.Serialization;

namespace CniMigration.Kubernetes.Model;

internal sealed record Pod : Resource
{
    public PodSpec Spec { get; init; } = new();
    public PodStatus Status { get; init; } = new();

    [JsonIgnore]
    public bool IsReady => Status.Conditions.IsTrue("Ready");

    /// <summary>Succeeded or Failed: it runs no more.</summary>
    [JsonIgnore]
    public bool IsFinished => Status.Phase is "Succeeded" or "Failed";

    /// <summary>Neither finished nor terminating.</summary>
    [JsonIgnore]
    public bool IsActive => !IsFinished && !IsDeleting;

    /// <summary>A static pod's image in the API; only its kubelet ends it.</summary>
    [JsonIgnore]
    public bool IsMirror => Metadata.Annotations.ContainsKey("kubernetes.io/config.mirror");

    /// <summary>Ready for at least <paramref name="minReadySeconds"/>.</summary>
    public bool IsAvailable(int minReadySeconds, DateTimeOffset now)
    {
        var ready = Status.Conditions.Find("Ready");
        if (ready?.IsTrue != true)
        {
            return false;
        }

        return minReadySeconds == 0 || (ready.LastTransitionTime is { } since && since.AddSeconds(minReadySeconds) <= now);
    }
}

internal sealed record PodTemplateSpec
{
    public ObjectMeta Metadata { get; init; } = new();
    public PodSpec Spec { get; init; } = new();
}

internal sealed record PodSpec
{
    public string NodeName { get; init; } = "";
    public string SchedulerName { get; init; } = "";
    public string ServiceAccountName { get; init; } = "";
    public string RestartPolicy { get; init; } = "Always";
    public string PriorityClassName { get; init; } = "";
    public int? Priority { get; init; }
    public bool HostNetwork { get; init; }
    public string Hostname { get; init; } = "";
    public string Subdomain { get; init; } = "";
    public long? TerminationGracePeriodSeconds { get; init; }
    public long? ActiveDeadlineSeconds { get; init; }
    public IReadOnlyDictionary<string, string> NodeSelector { get; init; } = Empty.Map;
    public Affinity Affinity { get; init; } = new();
    public IReadOnlyList<Toleration> Tolerations { get; init; } = [];
    public IReadOnlyList<TopologySpreadConstraint> TopologySpreadConstraints { get; init; } = [];
    public IReadOnlyList<Container> Containers { get; init; } = [];
    public IReadOnlyList<Container> InitContainers { get; init; } = [];
    public IReadOnlyList<Volume> Volumes { get; init; } = [];
    public IReadOnlyList<SchedulingGate> SchedulingGates { get; init; } = [];
    public IReadOnlyDictionary<string, Quantity> Overhead { get; init; } = Empty.Quantities;
}

internal sealed record SchedulingGate
{
    public string Name { get; init; } = "";
}

internal sealed record PodStatus
{
    public string Phase { get; init; } = "";
    public string Reason { get; init; } = "";
    public string Message { get; init; } = "";
    public string HostIP { get; init; } = "";
    public string PodIP { get; init; } = "";
    public DateTimeOffset? StartTime { get; init; }
    public IReadOnlyList<Condition> Conditions { get; init; } = [];
    public IReadOnlyList<ContainerStatus> ContainerStatuses { get; init; } = [];
    public IReadOnlyList<ContainerStatus> InitContainerStatuses { get; init; } = [];
}

internal sealed record ContainerStatus
{
    public string Name { get; init; } = "";
    public string Image { get; init; } = "";
    public bool Ready { get; init; }
    public bool? Started { get; init; }
    public int RestartCount { get; init; }
}
