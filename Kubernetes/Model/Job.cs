namespace CniMigration.Kubernetes.Model;

internal sealed record Job : Resource
{
    public JobSpec Spec { get; init; } = new();
    public JobStatus Status { get; init; } = new();
}

internal sealed record JobSpec
{
    public int? Parallelism { get; init; }
    public int? Completions { get; init; }
    public int BackoffLimit { get; init; } = 6;
    public long? ActiveDeadlineSeconds { get; init; }
    public int? TtlSecondsAfterFinished { get; init; }
    public bool Suspend { get; init; }
    public string CompletionMode { get; init; } = "NonIndexed";
    public LabelSelector? Selector { get; init; }
    public PodTemplateSpec Template { get; init; } = new();
}

internal sealed record JobStatus
{
    public int Active { get; init; }
    public int Ready { get; init; }
    public int Succeeded { get; init; }
    public int Failed { get; init; }
    public DateTimeOffset? StartTime { get; init; }
    public DateTimeOffset? CompletionTime { get; init; }
    public IReadOnlyList<Condition> Conditions { get; init; } = [];
}
