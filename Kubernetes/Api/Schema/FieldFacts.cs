namespace CniMigration.Kubernetes.Api.Schema;

internal enum FieldShape
{
    One,
    List,
    Map,
}

/// <summary>What is known of a built-in type's field.</summary>
/// <param name="Number">Its number in protobuf; null where that is not known.</param>
/// <param name="Name">Its name in JSON.</param>
/// <param name="Shape">Whether it holds one value, or many.</param>
/// <param name="Type">The kind of its values: a scalar's name or a message's.</param>
/// <param name="Marks">How it merges.</param>
internal sealed record FieldFacts(int? Number, string Name, FieldShape Shape, string Type, IReadOnlyList<string> Marks)
{
    public bool IsInline { get; } = Marks.Contains("inline");

    /// <summary>Whether Go's protobuf form has it even when it is not set, as zero.</summary>
    public bool IsPlain { get; } = Marks.Contains("plain");

    public bool IsAtomic { get; } = Marks.Contains("atomic");

    public IReadOnlyList<string> Keys { get; } =
        [.. Marks.Where(mark => mark.StartsWith("map:", StringComparison.Ordinal)).SelectMany(mark => mark["map:".Length..].Split(','))];

    public string MergeKey { get; } =
        Marks.Where(mark => mark.StartsWith("merge:", StringComparison.Ordinal)).Select(mark => mark["merge:".Length..]).FirstOrDefault() ?? "";

    public ListKind List { get; } = Marks.Any(mark => mark.StartsWith("map:", StringComparison.Ordinal)) ? ListKind.Map
        : Marks.Contains("set") ? ListKind.Set : ListKind.Atomic;

    public ListKind PatchList { get; } = Marks.Any(mark => mark.StartsWith("merge:", StringComparison.Ordinal)) ? ListKind.Map
        : Marks.Contains("merge") ? ListKind.Set : ListKind.Atomic;
}
