namespace CniMigration.Kubernetes.Objects;

/// <summary>Reads the fields of JSON objects, and fills in what is absent.</summary>
internal static class JsonFields
{
    public static string? Text(this JsonNode? node, string name) =>
        node is JsonObject json && json[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    // A value that was put in by this program is of its own type; one that was parsed is any number that fits.
    public static long? Number(this JsonNode? node, string name) =>
        node is not JsonObject json || json[name] is not JsonValue value ? null
        : value.TryGetValue<long>(out var number) ? number
        : value.TryGetValue<int>(out var small) ? small
        : null;

    /// <summary>Sets a field that is absent.</summary>
    public static void Default(this JsonObject json, string field, JsonNode value)
    {
        if (json[field] is null)
        {
            json[field] = value;
        }
    }

    /// <summary>The object under a name, made where it is missing.</summary>
    public static JsonObject Section(this JsonObject json, string field)
    {
        if (json[field] is JsonObject section)
        {
            return section;
        }

        section = [];
        json[field] = section;
        return section;
    }

    /// <summary>The array under a name, made where it is missing.</summary>
    public static JsonArray List(this JsonObject json, string field)
    {
        if (json[field] is JsonArray list)
        {
            return list;
        }

        list = [];
        json[field] = list;
        return list;
    }

    /// <summary>The objects of the list under a name; none where there is no such list.</summary>
    public static IEnumerable<JsonObject> Each(this JsonNode? json, string field) =>
        json is JsonObject owner && owner[field] is JsonArray list ? list.OfType<JsonObject>() : [];

    /// <summary>Takes a field over from another object, absence included.</summary>
    public static void TakeFrom(this JsonObject json, JsonObject other, string field)
    {
        if (other[field] is { } value)
        {
            json[field] = value.DeepClone();
        }
        else
        {
            json.Remove(field);
        }
    }

    /// <summary>Takes out nulls: to Kubernetes they are the same as absence.</summary>
    public static void PruneNulls(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject json:
                foreach (var name in json.Where(field => field.Value is null).Select(field => field.Key).ToList())
                {
                    json.Remove(name);
                }

                foreach (var (_, value) in json)
                {
                    PruneNulls(value);
                }

                break;
            case JsonArray list:
                foreach (var element in list)
                {
                    PruneNulls(element);
                }

                break;
        }
    }
}
