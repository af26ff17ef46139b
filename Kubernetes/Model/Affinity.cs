namespace CniMigration.Kubernetes.Model;

internal sealed record Affinity
{
    public NodeAffinity NodeAffinity { get; init; } = new();
    public PodAffinity PodAffinity { get; init; } = new();
    public PodAffinity PodAntiAffinity { get; init; } = new();
}

internal sealed record NodeAffinity
{
    public NodeSelector? RequiredDuringSchedulingIgnoredDuringExecution { get; init; }
    public IReadOnlyList<PreferredSchedulingTerm> PreferredDuringSchedulingIgnoredDuringExecution { get; init; } = [];
}

internal sealed record PodAffinity
{
    public IReadOnlyList<PodAffinityTerm> RequiredDuringSchedulingIgnoredDuringExecution { get; init; } = [];
    public IReadOnlyList<WeightedPodAffinityTerm> PreferredDuringSchedulingIgnoredDuringExecution { get; init; } = [];
}

internal sealed record WeightedPodAffinityTerm
{
    public int Weight { get; init; }
    public PodAffinityTerm PodAffinityTerm { get; init; } = new();
}

internal sealed record PodAffinityTerm
{
    public LabelSelector? LabelSelector { get; init; }
    public LabelSelector? NamespaceSelector { get; init; }
    public IReadOnlyList<string> Namespaces { get; init; } = [];
    public string TopologyKey { get; init; } = "";
    public IReadOnlyList<string> MatchLabelKeys { get; init; } = [];
    public IReadOnlyList<string> MismatchLabelKeys { get; init; } = [];
}

internal sealed record TopologySpreadConstraint
{
    public int MaxSkew { get; init; }
    public int? MinDomains { get; init; }
    public string TopologyKey { get; init; } = "";
    public string WhenUnsatisfiable { get; init; } = "";
    public LabelSelector? LabelSelector { get; init; }
    public IReadOnlyList<string> MatchLabelKeys { get; init; } = [];
    public string NodeAffinityPolicy { get; init; } = "Honor";
    public string NodeTaintsPolicy { get; init; } = "Ignore";
}
