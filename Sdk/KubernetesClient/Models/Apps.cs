namespace k8s.Models;

[KubernetesEntity(Kind = "DaemonSet", Group = "apps", ApiVersion = "v1", PluralName = "daemonsets")]
public record V1DaemonSet : IKubernetesObject<V1ObjectMeta>, ISpec<V1DaemonSetSpec>
{
    public string ApiVersion { get; set; }
    public string Kind { get; set; }
    public V1ObjectMeta Metadata { get; set; }
    public V1DaemonSetSpec Spec { get; set; }
    public V1DaemonSetStatus Status { get; set; }
}

[KubernetesEntity(Kind = "DaemonSetList", Group = "apps", ApiVersion = "v1", PluralName = "daemonsets")]
public record V1DaemonSetList : IKubernetesObject<V1ListMeta>, IItems<V1DaemonSet>
{
    public string ApiVersion { get; set; }
    public string Kind { get; set; }
    public V1ListMeta Metadata { get; set; }
    public IList<V1DaemonSet> Items { get; set; }
}

public record V1DaemonSetSpec
{
    public int? MinReadySeconds { get; set; }
    public int? RevisionHistoryLimit { get; set; }
    public V1LabelSelector Selector { get; set; }
    public V1PodTemplateSpec Template { get; set; }
    public V1DaemonSetUpdateStrategy UpdateStrategy { get; set; }
}

public record V1DaemonSetStatus
{
    public int CurrentNumberScheduled { get; set; }
    public int DesiredNumberScheduled { get; set; }
    public int? NumberAvailable { get; set; }
    public int NumberMisscheduled { get; set; }
    public int NumberReady { get; set; }
    public int? NumberUnavailable { get; set; }
    public long? ObservedGeneration { get; set; }
    public int? UpdatedNumberScheduled { get; set; }
}

public record V1DaemonSetUpdateStrategy
{
    public V1RollingUpdateDaemonSet RollingUpdate { get; set; }
    public string Type { get; set; }
}

public record V1RollingUpdateDaemonSet
{
    public IntOrString MaxSurge { get; set; }
    public IntOrString MaxUnavailable { get; set; }
}

[KubernetesEntity(Kind = "Deployment", Group = "apps", ApiVersion = "v1", PluralName = "deployments")]
public record V1Deployment : IKubernetesObject<V1ObjectMeta>, ISpec<V1DeploymentSpec>
{
    public string ApiVersion { get; set; }
    public string Kind { get; set; }
    public V1ObjectMeta Metadata { get; set; }
    public V1DeploymentSpec Spec { get; set; }
    public V1DeploymentStatus Status { get; set; }
}

[KubernetesEntity(Kind = "DeploymentList", Group = "apps", ApiVersion = "v1", PluralName = "deployments")]
public record V1DeploymentList : IKubernetesObject<V1ListMeta>, IItems<V1Deployment>
{
    public string ApiVersion { get; set; }
    public string Kind { get; set; }
    public V1ListMeta Metadata { get; set; }
    public IList<V1Deployment> Items { get; set; }
}

public record V1DeploymentSpec
{
    public int? MinReadySeconds { get; set; }
    public bool? Paused { get; set; }
    public int? ProgressDeadlineSeconds { get; set; }
    public int? Replicas { get; set; }
    public int? RevisionHistoryLimit { get; set; }
    public V1LabelSelector Selector { get; set; }
    public V1DeploymentStrategy Strategy { get; set; }
    public V1PodTemplateSpec Template { get; set; }
}

public record V1DeploymentStatus
{
    public int? AvailableReplicas { get; set; }
    public IList<V1DeploymentCondition> Conditions { get; set; }
    public long? ObservedGeneration { get; set; }
    public int? ReadyReplicas { get; set; }
    public int? Replicas { get; set; }
    public int? UnavailableReplicas { get; set; }
    public int? UpdatedReplicas { get; set; }
}

public record V1DeploymentCondition
{
    public DateTime? LastTransitionTime { get; set; }
    public DateTime? LastUpdateTime { get; set; }
    public string Message { get; set; }
    public string Reason { get; set; }
    public string Status { get; set; }
    public string Type { get; set; }
}

public record V1DeploymentStrategy
{
    public V1RollingUpdateDeployment RollingUpdate { get; set; }
    public string Type { get; set; }
}

public record V1RollingUpdateDeployment
{
    public IntOrString MaxSurge { get; set; }
    public IntOrString MaxUnavailable { get; set; }
}

[KubernetesEntity(Kind = "ReplicaSet", Group = "apps", ApiVersion = "v1", PluralName = "replicasets")]
public record V1ReplicaSet : IKubernetesObject<V1ObjectMeta>, ISpec<V1ReplicaSetSpec>
{
    public string ApiVersion { get; set; }
    public string Kind { get; set; }
    public V1ObjectMeta Metadata { get; set; }
    public V1ReplicaSetSpec Spec { get; set; }
    public V1ReplicaSetStatus Status { get; set; }
}

[KubernetesEntity(Kind = "ReplicaSetList", Group = "apps", ApiVersion = "v1", PluralName = "replicasets")]
public record V1ReplicaSetList : IKubernetesObject<V1ListMeta>, IItems<V1ReplicaSet>
{
    public string ApiVersion { get; set; }
    public string Kind { get; set; }
    public V1ListMeta Metadata { get; set; }
    public IList<V1ReplicaSet> Items { get; set; }
}

public record V1ReplicaSetSpec
{
    public int? MinReadySeconds { get; set; }
    public int? Replicas { get; set; }
    public V1LabelSelector Selector { get; set; }
    public V1PodTemplateSpec Template { get; set; }
}

public record V1ReplicaSetStatus
{
    public int? AvailableReplicas { get; set; }
    public int? FullyLabeledReplicas { get; set; }
    public long? ObservedGeneration { get; set; }
    public int? ReadyReplicas { get; set; }
    public int Replicas { get; set; }
}

[KubernetesEntity(Kind = "StatefulSet", Group = "apps", ApiVersion = "v1", PluralName = "statefulsets")]
public record V1StatefulSet : IKubernetesObject<V1ObjectMeta>, ISpec<V1StatefulSetSpec>
{
    public string ApiVersion { get; set; }
    public string Kind { get; set; }
    public V1ObjectMeta Metadata { get; set; }
    public V1StatefulSetSpec Spec { get; set; }
    public V1StatefulSetStatus Status { get; set; }
}

[KubernetesEntity(Kind = "StatefulSetList", Group = "apps", ApiVersion = "v1", PluralName = "statefulsets")]
public record V1StatefulSetList : IKubernetesObject<V1ListMeta>, IItems<V1StatefulSet>
{
    public string ApiVersion { get; set; }
    public string Kind { get; set; }
    public V1ListMeta Metadata { get; set; }
    public IList<V1StatefulSet> Items { get; set; }
}

public record V1StatefulSetSpec
{
    public int? MinReadySeconds { get; set; }
    public string PodManagementPolicy { get; set; }
    public int? Replicas { get; set; }
    public int? RevisionHistoryLimit { get; set; }
    public V1LabelSelector Selector { get; set; }
    public string ServiceName { get; set; }
    public V1PodTemplateSpec Template { get; set; }
    public V1StatefulSetUpdateStrategy UpdateStrategy { get; set; }
    public IList<V1PersistentVolumeClaim> VolumeClaimTemplates { get; set; }
    public V1StatefulSetOrdinals Ordinals { get; set; }
}

public record V1StatefulSetOrdinals
{
    public int? Start { get; set; }
}

public record V1StatefulSetStatus
{
    public int? AvailableReplicas { get; set; }
    public int? CurrentReplicas { get; set; }
    public string CurrentRevision { get; set; }
    public long? ObservedGeneration { get; set; }
    public int? ReadyReplicas { get; set; }
    public int Replicas { get; set; }
    public string UpdateRevision { get; set; }
    public int? UpdatedReplicas { get; set; }
}

public record V1StatefulSetUpdateStrategy
{
    public V1RollingUpdateStatefulSetStrategy RollingUpdate { get; set; }
    public string Type { get; set; }
}

public record V1RollingUpdateStatefulSetStrategy
{
    public IntOrString MaxUnavailable { get; set; }
    public int? Partition { get; set; }
}

[KubernetesEntity(Kind = "Scale", Group = "autoscaling", ApiVersion = "v1", PluralName = "")]
public record V1Scale : IKubernetesObject<V1ObjectMeta>, ISpec<V1ScaleSpec>
{
    public string ApiVersion { get; set; }
    public string Kind { get; set; }
    public V1ObjectMeta Metadata { get; set; }
    public V1ScaleSpec Spec { get; set; }
    public V1ScaleStatus Status { get; set; }
}

public record V1ScaleSpec
{
    public int? Replicas { get; set; }
}

public record V1ScaleStatus
{
    public int Replicas { get; set; }
    public string Selector { get; set; }
}
