namespace CniMigration.Kubernetes.Api.Schema;

/// <summary>What is known of a built-in object type.</summary>
internal sealed class MessageFacts(string name, bool isAtomic)
{
    private readonly Dictionary<int, FieldFacts> byNumber = [];
    private readonly Dictionary<string, FieldFacts> byName = new(StringComparer.Ordinal);

    public string Name => name;

    /// <summary>The name without its package, as Go's messages have it.</summary>
    public string ShortName { get; } = name[(name.LastIndexOf('.') + 1)..];

    public bool IsAtomic => isAtomic;

    /// <summary>The fields as JSON has them: those of inlined objects are this object's own.</summary>
    public IReadOnlyDictionary<string, FieldFacts> Fields => byName;

    /// <summary>The fields that cannot be read from protobuf, because their numbers are not known.</summary>
    public IEnumerable<FieldFacts> Unnumbered => byName.Values.Where(each => each.Number is null);

    public FieldFacts? ByNumber(int number) => byNumber.GetValueOrDefault(number);

    public void Add(FieldFacts field)
    {
        if (field.Number is { } number)
        {
            byNumber[number] = field;
        }

        if (!field.IsInline)
        {
            byName[field.Name] = field;
        }
    }

    /// <summary>Takes in the fields of the objects that are inlined here.</summary>
    public void Flatten(IReadOnlyDictionary<string, MessageFacts> messages)
    {
        foreach (var inlined in byNumber.Values.Where(field => field.IsInline))
        {
            messages[inlined.Type].Flatten(messages);
            foreach (var field in messages[inlined.Type].byName.Values)
            {
                byName.TryAdd(field.Name, field);
            }
        }
    }
}
