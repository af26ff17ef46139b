namespace CniMigration.Kubernetes.Api.Schema;

/// <summary>How the built-in types merge, by their facts.</summary>
internal sealed class BuiltInSchema : IFieldSchema
{
    private static readonly BuiltInSchema Unknown = new(null, null, isElement: false);

    private readonly MessageFacts? message;
    private readonly FieldFacts? place;
    private readonly bool isElement;

    private BuiltInSchema(MessageFacts? message, FieldFacts? place, bool isElement)
    {
        this.message = message;
        this.place = place;
        this.isElement = isElement;
    }

    public ListKind List => isElement ? ListKind.Atomic : place?.List ?? ListKind.Atomic;

    public IReadOnlyList<string> Keys => place?.Keys ?? [];

    public ListKind PatchList => isElement ? ListKind.Atomic : place?.PatchList ?? ListKind.Atomic;

    public string MergeKey => place?.MergeKey ?? "";

    public bool IsAtomicObject => !isElement && place?.IsAtomic == true || message?.IsAtomic == true;

    public static IFieldSchema Of(ResourceType type) =>
        TypeFacts.Kind(type.Group, type.Version, type.Kind) is { } facts ? new BuiltInSchema(facts, null, isElement: false)
        : new BuiltInSchema(null, null, isElement: false);

    public static IFieldSchema Metadata { get; } = new BuiltInSchema(TypeFacts.ObjectMeta, null, isElement: false);

    public IFieldSchema Field(string name)
    {
        if (message is null)
        {
            // A type without facts still has metadata; a map's values are reached by its element.
            return place is null && name == "metadata" ? Metadata : place?.Shape == FieldShape.Map ? Element() : Unknown;
        }

        return message.Fields.TryGetValue(name, out var below)
            ? new BuiltInSchema(below.Shape == FieldShape.One ? TypeFacts.Message(below.Type) : null, below, isElement: false)
            : Unknown;
    }

    public IFieldSchema Element() => place is null ? Unknown : new BuiltInSchema(TypeFacts.Message(place.Type), place, isElement: true);
}
