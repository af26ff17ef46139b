namespace CniMigration.Kubernetes.Api.Ownership;

/// <summary>
/// A built-in object to which nobody has given anything yet: some parts of it are there all the same, so that nobody owns them. A custom one has none.
/// </summary>
internal static class EmptyObject
{
    private static readonly HashSet<string> AlwaysThere = new(StringComparer.Ordinal)
    {
        "metadata", "spec", "status", "template", "jobTemplate", "strategy", "updateStrategy", "containers", "names", "resources", "scaleTargetRef", "source",
    };

    /// <summary>Gives the parts that are always there, of those that an object has.</summary>
    public static JsonObject LikeThat(ResourceType type, JsonObject json) => type.IsCustom ? [] : Parts(json);

    private static JsonObject Parts(JsonObject json)
    {
        var parts = new JsonObject();
        foreach (var (name, value) in json.Where(field => AlwaysThere.Contains(field.Key)))
        {
            parts[name] = value switch
            {
                JsonObject below => Parts(below),
                JsonArray => new JsonArray(),
                _ => value?.DeepClone(),
            };
        }

        return parts;
    }
}
