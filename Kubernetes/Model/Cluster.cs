namespace CniMigration.Kubernetes.Model;

internal sealed record NamespaceObject : Resource
{
    public NamespaceSpec Spec { get; init; } = new();
    public NamespaceStatus Status { get; init; } = new();
}

internal sealed record NamespaceSpec
{
    public IReadOnlyList<string> Finalizers { get; init; } = [];
}

internal sealed record NamespaceStatus
{
    public string Phase { get; init; } = "";
}

internal sealed record ConfigMap : Resource
{
    public IReadOnlyDictionary<string, string> Data { get; init; } = Empty.Map;
}

internal sealed record ServiceAccount : Resource;
