namespace CniMigration.Kubernetes.CustomSchemas;

/// <summary>Takes out of a custom resource what its schema does not specify.</summary>
internal static class SchemaPruning
{
    private static readonly string[] ResourceFields = ["apiVersion", "kind", "metadata"];

    /// <summary>Gives the paths that fell away.</summary>
    public static IReadOnlyList<string> Prune(JsonObject root, CustomSchema schema)
    {
        var dropped = new List<string>();
        Prune(root, schema, isResource: true, "", dropped);
        return dropped;
    }

    private static void Prune(JsonNode? node, CustomSchema schema, bool isResource, string path, List<string> dropped)
    {
        switch (node)
        {
            case JsonObject json:
                Object(json, schema, isResource || schema.IsEmbeddedResource, path, dropped);
                break;
            case JsonArray list when schema.Items is { } items:
                for (var index = 0; index < list.Count; index++)
                {
                    Prune(list[index], items, isResource: false, $"{path}[{index}]", dropped);
                }

                break;
            case JsonArray { Count: > 0 } list when !schema.PreservesUnknown:
                for (var index = 0; index < list.Count; index++)
                {
                    Everything(list[index], $"{path}[{index}]", dropped);
                }

                break;
        }
    }

    private static void Object(JsonObject json, CustomSchema schema, bool isResource, string path, List<string> dropped)
    {
        foreach (var (name, value) in json.ToList())
        {
            if (isResource && ResourceFields.Contains(name))
            {
                continue;
            }

            var below = path.Length == 0 ? name : path + "." + name;
            if (schema.Of(name) is { } field)
            {
                Prune(value, field, isResource: false, below, dropped);
            }
            else if (!schema.PreservesUnknown && !schema.AllowsAnyProperty)
            {
                json.Remove(name);
                dropped.Add(below);
            }
        }
    }

    // A list whose elements nothing specifies keeps them, but not what is in them.
    private static void Everything(JsonNode? node, string path, List<string> dropped)
    {
        if (node is not JsonObject json)
        {
            return;
        }

        foreach (var (name, _) in json.ToList())
        {
            json.Remove(name);
            dropped.Add(path + "." + name);
        }
    }
}
