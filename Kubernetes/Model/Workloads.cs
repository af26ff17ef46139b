namespace CniMigration.Kubernetes.Model;

internal sealed record Deployment : Resource
{
    public DeploymentSpec Spec { get; init; } = new();
    public DeploymentStatus Status { get; init; } = new();
}

internal sealed record DeploymentSpec
{
    public int Replicas { get; init; } = 1;
    public bool Paused { get; init; }
    public int MinReadySeconds { get; init; }
    public int? ProgressDeadlineSeconds { get; init; } = 600;
    public int RevisionHistoryLimit { get; init; } = 10;
    public LabelSelector Selector { get; init; } = new();
    public PodTemplateSpec Template { get; init; } = new();
    public UpdateStrategy Strategy { get; init; } = new();
}

/// <summary>How a Deployment, DaemonSet or StatefulSet replaces its pods.</summary>
internal sealed record UpdateStrategy
{
    public string Type { get; init; } = "RollingUpdate";
    public RollingUpdate RollingUpdate { get; init; } = new();
}

internal sealed record RollingUpdate
{
    public IntOrString? MaxSurge { get; init; }
    public IntOrString? MaxUnavailable { get; init; }
    public int Partition { get; init; }
}

internal sealed record DeploymentStatus
{
    public long ObservedGeneration { get; init; }
    public int Replicas { get; init; }
    public int UpdatedReplicas { get; init; }
    public int ReadyReplicas { get; init; }
    public int AvailableReplicas { get; init; }
    public int UnavailableReplicas { get; init; }
    public int? CollisionCount { get; init; }
    public IReadOnlyList<Condition> Conditions { get; init; } = [];
}

internal sealed record ReplicaSet : Resource
{
    public ReplicaSetSpec Spec { get; init; } = new();
    public ReplicaSetStatus Status { get; init; } = new();
}

internal sealed record ReplicaSetSpec
{
    public int Replicas { get; init; } = 1;
    public int MinReadySeconds { get; init; }
    public LabelSelector Selector { get; init; } = new();
    public PodTemplateSpec Template { get; init; } = new();
}

internal sealed record ReplicaSetStatus
{
    public long ObservedGeneration { get; init; }
    public int Replicas { get; init; }
    public int ReadyReplicas { get; init; }
    public int AvailableReplicas { get; init; }
}

internal sealed record DaemonSet : Resource
{
    public DaemonSetSpec Spec { get; init; } = new();
    public DaemonSetStatus Status { get; init; } = new();
}

internal sealed record DaemonSetSpec
{
    public int MinReadySeconds { get; init; }
    public int RevisionHistoryLimit { get; init; } = 10;
    public LabelSelector Selector { get; init; } = new();
    public PodTemplateSpec Template { get; init; } = new();
    public UpdateStrategy UpdateStrategy { get; init; } = new();
}

internal sealed record DaemonSetStatus
{
    public long ObservedGeneration { get; init; }
    public int CurrentNumberScheduled { get; init; }
    public int DesiredNumberScheduled { get; init; }
    public int NumberMisscheduled { get; init; }
    public int NumberReady { get; init; }
    public int UpdatedNumberScheduled { get; init; }
    public int NumberAvailable { get; init; }
    public int NumberUnavailable { get; init; }
    public int? CollisionCount { get; init; }
}

internal sealed record StatefulSet : Resource
{
    public StatefulSetSpec Spec { get; init; } = new();
    public StatefulSetStatus Status { get; init; } = new();
}

internal sealed record StatefulSetSpec
{
    public int Replicas { get; init; } = 1;
    public string ServiceName { get; init; } = "";
    public string PodManagementPolicy { get; init; } = "OrderedReady";
    public int MinReadySeconds { get; init; }
    public int RevisionHistoryLimit { get; init; } = 10;
    public LabelSelector Selector { get; init; } = new();
    public PodTemplateSpec Template { get; init; } = new();
    public UpdateStrategy UpdateStrategy { get; init; } = new();
    public IReadOnlyList<PersistentVolumeClaim> VolumeClaimTemplates { get; init; } = [];
    public StatefulSetOrdinals Ordinals { get; init; } = new();
}

internal sealed record StatefulSetOrdinals
{
    public int Start { get; init; }
}

internal sealed record StatefulSetStatus
{
    public long ObservedGeneration { get; init; }
    public int Replicas { get; init; }
    public int ReadyReplicas { get; init; }
    public int UpdatedReplicas { get; init; }
    public int AvailableReplicas { get; init; }
    public string CurrentRevision { get; init; } = "";
    public string UpdateRevision { get; init; } = "";
    public int? CollisionCount { get; init; }
}

/// <summary>A recorded pod template of a DaemonSet or StatefulSet.</summary>
internal sealed record ControllerRevision : Resource
{
    public long Revision { get; init; }
    public JsonElement? Data { get; init; }
}
