namespace CniMigration.Kubernetes.CustomSchemas;

/// <summary>Fills in a schema's defaults. A null counts as absent where the schema does not allow one.</summary>
internal static class SchemaDefaulting
{
    public static void Apply(JsonNode? node, CustomSchema schema)
    {
        switch (node)
        {
            case JsonObject json:
                Object(json, schema);
                break;
            case JsonArray list when schema.Items is { } items:
                for (var index = 0; index < list.Count; index++)
                {
                    if (list[index] is null && !items.IsNullable && items.Default is { } value)
                    {
                        list[index] = value.DeepClone();
                    }

                    Apply(list[index], items);
                }

                break;
        }
    }

    private static void Object(JsonObject json, CustomSchema schema)
    {
        foreach (var (name, value) in json.ToList())
        {
            if (value is null && schema.Of(name) is { IsNullable: false })
            {
                json.Remove(name);
            }
        }

        foreach (var (name, field) in schema.Properties)
        {
            if (field.Default is { } value && !json.ContainsKey(name))
            {
                json[name] = value.DeepClone();
            }
        }

        foreach (var (name, value) in json)
        {
            if (value is not null && schema.Of(name) is { } field)
            {
                Apply(value, field);
            }
        }
    }
}
