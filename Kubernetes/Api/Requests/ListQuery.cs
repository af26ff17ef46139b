using CniMigration.Kubernetes.Api.Selectors;

namespace CniMigration.Kubernetes.Api.Requests;

/// <summary>Which objects a list or a watch is about.</summary>
internal sealed record ListQuery
{
    public string? Namespace { get; init; }

    /// <summary>One name only, as where a single object is watched.</summary>
    public string? Name { get; init; }

    public LabelQuery Labels { get; init; } = LabelQuery.Everything;

    public FieldQuery Fields { get; init; } = FieldQuery.Everything;

    public int Limit { get; init; }

    public string? Continue { get; init; }

    public string? ResourceVersion { get; init; }

    public string? ResourceVersionMatch { get; init; }

    public bool Selects => !Labels.IsEverything || !Fields.IsEverything;

    public bool Matches(ApiObject item) =>
        (Namespace is null || item.Namespace == Namespace)
        && (Name is null || item.Name == Name)
        && (Labels.IsEverything || Labels.Matches(item.Labels))
        && Fields.Matches(item);
}
