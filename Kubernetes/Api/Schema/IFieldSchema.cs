namespace CniMigration.Kubernetes.Api.Schema;

internal enum ListKind
{
    Atomic,
    Map,
    Set,
}

/// <summary>How a field's value merges: what strategic-merge patches and field ownership need to know of a type.</summary>
internal interface IFieldSchema
{
    /// <summary>What a list is to server-side apply.</summary>
    ListKind List { get; }

    /// <summary>What tells the elements of a <see cref="ListKind.Map"/> apart.</summary>
    IReadOnlyList<string> Keys { get; }

    /// <summary>What a list is to strategic-merge patches.</summary>
    ListKind PatchList { get; }

    /// <summary>What tells elements apart to strategic-merge patches.</summary>
    string MergeKey { get; }

    /// <summary>Whether an object here has one owner as a whole.</summary>
    bool IsAtomicObject { get; }

    IFieldSchema Field(string name);

    IFieldSchema Element();
}
