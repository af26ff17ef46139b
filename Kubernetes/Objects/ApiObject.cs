namespace CniMigration.Kubernetes.Objects;

/// <summary>One version of one object: its bytes as they go over the wire, and what the server itself needs to know of it.</summary>
internal sealed class ApiObject
{
    private static readonly IReadOnlyDictionary<string, string> NoLabels = new Dictionary<string, string>();

    private object? view;
    private IReadOnlyDictionary<string, string>? labels;
    private string[]? selectable;

    public required ResourceType Type { get; init; }

    public required string? Namespace { get; init; }

    public required string Name { get; init; }

    public required string Uid { get; init; }

    public required long ResourceVersion { get; init; }

    public required ReadOnlyMemory<byte> Json { get; init; }

    public string Key => KeyOf(Namespace, Name);

    public IReadOnlyDictionary<string, string> Labels => labels ??= As<MetadataView>().Metadata?.Labels ?? NoLabels;

    /// <summary>The values of the fields by which its type can be selected.</summary>
    public string[] SelectableValues => selectable ??= ReadSelectable();

    public static string KeyOf(string? @namespace, string name) => @namespace is null ? name : @namespace + "/" + name;

    /// <summary>A typed view of what this version says, parsed once.</summary>
    public T As<T>()
        where T : class
    {
        if (view is T known)
        {
            return known;
        }

        var parsed = JsonSerializer.Deserialize<T>(Json.Span, ModelJson.Options)
            ?? throw new JsonException($"{Type} \"{Key}\" is null in the store.");
        // Other views are asked for once in a while; a model is what controllers look at again and again.
        if (parsed is IKeptView)
        {
            view = parsed;
        }

        return parsed;
    }

    /// <summary>A fresh copy to change.</summary>
    public JsonObject ToJson() => ApiJson.ParseObject(Json.Span);

    /// <summary>Its metadata alone, as clients that need no more ask for it.</summary>
    public JsonObject ToPartialMetadata() => new()
    {
        ["kind"] = "PartialObjectMetadata",
        ["apiVersion"] = "meta.k8s.io/v1",
        ["metadata"] = ToJson()["metadata"]!.DeepClone(),
    };

    public override string ToString() => $"{Type} \"{Key}\" @{ResourceVersion}";

    private string[] ReadSelectable()
    {
        using var document = JsonDocument.Parse(Json);
        return [.. Type.SelectableFields.Select(field => Read(document.RootElement, field))];
    }

    private static string Read(JsonElement element, SelectableField field)
    {
        foreach (var part in field.Path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(part, out element))
            {
                return field.Absent;
            }
        }

        return element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText();
    }

    private sealed record MetadataView(MetadataView.Meta? Metadata)
    {
        public sealed record Meta(Dictionary<string, string>? Labels);
    }
}
