namespace CniMigration.Kubernetes.Objects;

/// <summary>A field by which objects of a type can be selected.</summary>
/// <param name="Name">Its name in a selector, such as <c>spec.nodeName</c>.</param>
/// <param name="Place">Where it stands in the object; null where that is its name.</param>
/// <param name="Absent">What it reads as where the object leaves it out.</param>
internal sealed record SelectableField(string Name, string? Place = null, string Absent = "")
{
    /// <summary>The fields by which objects of any type can be selected.</summary>
    public static SelectableField[] Common { get; } = [new("metadata.name"), new("metadata.namespace")];

    /// <summary>The steps that lead to it.</summary>
    public IReadOnlyList<string> Path { get; } = (Place ?? Name).Split('.');
}
