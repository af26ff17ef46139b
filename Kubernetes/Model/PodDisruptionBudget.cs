namespace CniMigration.Kubernetes.Model;

internal sealed record PodDisruptionBudget : Resource
{
    public PodDisruptionBudgetSpec Spec { get; init; } = new();
    public PodDisruptionBudgetStatus Status { get; init; } = new();
}

internal sealed record PodDisruptionBudgetSpec
{
    public IntOrString? MinAvailable { get; init; }
    public IntOrString? MaxUnavailable { get; init; }
    public LabelSelector? Selector { get; init; }
    public string UnhealthyPodEvictionPolicy { get; init; } = "";
}

internal sealed record PodDisruptionBudgetStatus
{
    public long ObservedGeneration { get; init; }
    public int DisruptionsAllowed { get; init; }
    public int CurrentHealthy { get; init; }
    public int DesiredHealthy { get; init; }
    public int ExpectedPods { get; init; }
    public IReadOnlyDictionary<string, DateTimeOffset> DisruptedPods { get; init; } = new Dictionary<string, DateTimeOffset>();
    public IReadOnlyList<Condition> Conditions { get; init; } = [];
}
