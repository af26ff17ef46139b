namespace CniMigration.Kubernetes.Model;

internal sealed record PolicyRule
{
    public IReadOnlyList<string> Verbs { get; init; } = [];
    public IReadOnlyList<string> ApiGroups { get; init; } = [];
    public IReadOnlyList<string> Resources { get; init; } = [];
    public IReadOnlyList<string> ResourceNames { get; init; } = [];
    public IReadOnlyList<string> NonResourceURLs { get; init; } = [];
}

/// <summary>A Role or a ClusterRole.</summary>
internal sealed record RoleObject : Resource
{
    public IReadOnlyList<PolicyRule> Rules { get; init; } = [];
    public AggregationRule? AggregationRule { get; init; }
}

internal sealed record AggregationRule
{
    public IReadOnlyList<LabelSelector> ClusterRoleSelectors { get; init; } = [];
}

/// <summary>A RoleBinding or a ClusterRoleBinding.</summary>
internal sealed record RoleBindingObject : Resource
{
    public IReadOnlyList<RoleSubject> Subjects { get; init; } = [];
    public RoleReference RoleRef { get; init; } = new();
}

internal sealed record RoleReference
{
    public string Kind { get; init; } = "";
    public string Name { get; init; } = "";
}

internal sealed record RoleSubject
{
    public string Kind { get; init; } = "";
    public string Name { get; init; } = "";
    public string Namespace { get; init; } = "";
}
