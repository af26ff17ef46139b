using System.Text.Json.Nodes;

namespace CniMigration.Kubernetes.Api.Defaulting;

/// <summary>Fills in what is absent.</summary>
internal static class JsonDefaults
{
    public static void Default(this JsonObject json, string field, JsonNode value)
    {
        if (json[field] is null)
        {
            json[field] = value;
        }
    }

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

    public static IEnumerable<JsonObject> Each(this JsonNode? json, string field) =>
        json is JsonObject owner && owner[field] is JsonArray list ? list.OfType<JsonObject>() : [];

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
