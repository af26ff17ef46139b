namespace k8s.Models;

[KubernetesEntity(Kind = "Job", Group = "batch", ApiVersion = "v1", PluralName = "jobs")]
public record V1Job : IKubernetesObject<V1ObjectMeta>, ISpec<V1JobSpec>
{
    public string ApiVersion { get; set; }
    public string Kind { get; set; }
    public V1ObjectMeta Metadata { get; set; }
    public V1JobSpec Spec { get; set; }
    public V1JobStatus Status { get; set; }
}

[KubernetesEntity(Kind = "JobList", Group = "batch", ApiVersion = "v1", PluralName = "jobs")]
public record V1JobList : IKubernetesObject<V1ListMeta>, IItems<V1Job>
{
    public string ApiVersion { get; set; }
    public string Kind { get; set; }
    public V1ListMeta Metadata { get; set; }
    public IList<V1Job> Items { get; set; }
}

public record V1JobSpec
{
    public long? ActiveDeadlineSeconds { get; set; }
    public int? BackoffLimit { get; set; }
    public string CompletionMode { get; set; }
    public int? Completions { get; set; }
    public bool? ManualSelector { get; set; }
    public int? Parallelism { get; set; }
    public V1LabelSelector Selector { get; set; }
    public bool? Suspend { get; set; }
    public V1PodTemplateSpec Template { get; set; }
    public int? TtlSecondsAfterFinished { get; set; }
}

public record V1JobStatus
{
    public int? Active { get; set; }
    public DateTime? CompletionTime { get; set; }
    public IList<V1JobCondition> Conditions { get; set; }
    public int? Failed { get; set; }
    public int? Ready { get; set; }
    public DateTime? StartTime { get; set; }
    public int? Succeeded { get; set; }
}

public record V1JobCondition
{
    public DateTime? LastProbeTime { get; set; }
    public DateTime? LastTransitionTime { get; set; }
    public string Message { get; set; }
    public string Reason { get; set; }
    public string Status { get; set; }
    public string Type { get; set; }
}

[KubernetesEntity(Kind = "Eviction", Group = "policy", ApiVersion = "v1", PluralName = "")]
public record V1Eviction : IKubernetesObject<V1ObjectMeta>
{
    public string ApiVersion { get; set; }
    public string Kind { get; set; }
    public V1ObjectMeta Metadata { get; set; }
    public V1DeleteOptions DeleteOptions { get; set; }
}

[KubernetesEntity(Kind = "PodDisruptionBudget", Group = "policy", ApiVersion = "v1", PluralName = "poddisruptionbudgets")]
public record V1PodDisruptionBudget : IKubernetesObject<V1ObjectMeta>, ISpec<V1PodDisruptionBudgetSpec>
{
    public string ApiVersion { get; set; }
    public string Kind { get; set; }
    public V1ObjectMeta Metadata { get; set; }
    public V1PodDisruptionBudgetSpec Spec { get; set; }
    public V1PodDisruptionBudgetStatus Status { get; set; }
}

[KubernetesEntity(Kind = "PodDisruptionBudgetList", Group = "policy", ApiVersion = "v1", PluralName = "poddisruptionbudgets")]
public record V1PodDisruptionBudgetList : IKubernetesObject<V1ListMeta>, IItems<V1PodDisruptionBudget>
{
    public string ApiVersion { get; set; }
    public string Kind { get; set; }
    public V1ListMeta Metadata { get; set; }
    public IList<V1PodDisruptionBudget> Items { get; set; }
}

public record V1PodDisruptionBudgetSpec
{
    public IntOrString MaxUnavailable { get; set; }
    public IntOrString MinAvailable { get; set; }
    public V1LabelSelector Selector { get; set; }
    public string UnhealthyPodEvictionPolicy { get; set; }
}

public record V1PodDisruptionBudgetStatus
{
    public IList<V1Condition> Conditions { get; set; }
    public int? CurrentHealthy { get; set; }
    public int? DesiredHealthy { get; set; }
    public IDictionary<string, DateTime?> DisruptedPods { get; set; }
    public int? DisruptionsAllowed { get; set; }
    public int? ExpectedPods { get; set; }
    public long? ObservedGeneration { get; set; }
}
