namespace CniMigration.Kubernetes.CustomSchemas;

/// <summary>What makes a definition's schema structural; no other is taken.</summary>
internal static class SchemaRules
{
    private static readonly string[] Types = ["array", "boolean", "integer", "number", "object", "string"];

    public static void CheckRoot(JsonObject schema, string path, FieldErrors errors)
    {
        if (schema.Text("type") is null or "")
        {
            errors.Required(path + ".type", "must not be empty at the root");
        }
        else if (schema.Text("type") != "object")
        {
            errors.Invalid(path + ".type", schema["type"], "must be object at the root");
        }

        foreach (var (name, _) in schema["properties"]?["metadata"]?["properties"] as JsonObject ?? [])
        {
            if (name is not ("name" or "generateName"))
            {
                errors.Forbidden(
                    path + ".properties[metadata]", "must not specify anything other than name and generateName, but metadata is implicitly specified");
                break;
            }
        }

        var before = errors.Count;
        Check(schema, path, null, errors);
        if (errors.Count == before)
        {
            CheckDefaults(CustomSchema.Parse(schema), path, errors);
        }
    }

    private static void Check(JsonObject schema, string path, string? place, FieldErrors errors)
    {
        var type = schema.Text("type") ?? "";
        if (type.Length > 0 && !Types.Contains(type))
        {
            errors.NotSupported(path + ".type", type, Types);
        }
        else if (type.Length == 0
            && place is not null
            && !IsTrue(schema, "x-kubernetes-int-or-string")
            && !IsTrue(schema, "x-kubernetes-preserve-unknown-fields"))
        {
            errors.Required(path + ".type", $"must not be empty for specified {place}");
        }

        Forbidden(schema, path, errors);
        Extensions(schema, type, path, errors);
        CheckPattern(schema, path, errors);
        foreach (var (name, value) in schema["properties"] as JsonObject ?? [])
        {
            if (value is JsonObject property)
            {
                Check(property, $"{path}.properties[{name}]", "object fields", errors);
            }
        }

        if (schema["additionalProperties"] is JsonObject values)
        {
            Check(values, path + ".additionalProperties", "object fields", errors);
        }

        if (schema["items"] is JsonObject items)
        {
            Check(items, path + ".items", "array items", errors);
        }
    }

    private static void Forbidden(JsonObject schema, string path, FieldErrors errors)
    {
        if (schema["properties"] is JsonObject { Count: > 0 } && schema["additionalProperties"] is not null)
        {
            errors.Forbidden(path + ".additionalProperties", "additionalProperties and properties are mutual exclusive");
        }

        if (schema["additionalProperties"]?.GetValueKind() == System.Text.Json.JsonValueKind.False)
        {
            errors.Forbidden(path + ".additionalProperties", "additionalProperties cannot be set to false");
        }

        if (IsTrue(schema, "uniqueItems"))
        {
            errors.Forbidden(path + ".uniqueItems", "uniqueItems cannot be set to true since the runtime complexity becomes quadratic");
        }

        if (schema["$ref"] is not null)
        {
            errors.Forbidden(path + ".$ref", "$ref is not supported");
        }

        if (schema["items"] is JsonArray)
        {
            errors.Forbidden(path + ".items", "items must be a schema object and not an array");
        }
    }

    private static void Extensions(JsonObject schema, string type, string path, FieldErrors errors)
    {
        if (IsTrue(schema, "x-kubernetes-embedded-resource") && type != "object")
        {
            errors.Invalid(path + ".type", type, "must be object if x-kubernetes-embedded-resource is true");
        }

        if (type == "array" && schema["items"] is null && !IsTrue(schema, "x-kubernetes-preserve-unknown-fields"))
        {
            errors.Required(path + ".items", "must be specified");
        }

        if (schema.Text("x-kubernetes-list-type") is not { } list)
        {
            return;
        }

        if (list is not ("atomic" or "set" or "map"))
        {
            errors.NotSupported(path + ".x-kubernetes-list-type", list, "atomic", "map", "set");
        }
        else if (type != "array")
        {
            errors.Invalid(path + ".type", type, "must be array if x-kubernetes-list-type is specified");
        }
        else if (list == "map" && schema["x-kubernetes-list-map-keys"] is not JsonArray { Count: > 0 })
        {
            errors.Required(path + ".x-kubernetes-list-map-keys", "must not be empty if x-kubernetes-list-type is map");
        }
    }

    private static void CheckPattern(JsonObject schema, string path, FieldErrors errors)
    {
        if (schema.Text("pattern") is not { Length: > 0 } pattern)
        {
            return;
        }

        try
        {
            GoPattern.Compile(pattern);
        }
        catch (Exception problem) when (problem is ArgumentException or NotSupportedException)
        {
            errors.Invalid(path + ".pattern", pattern, $"must be a valid regular expression, but isn't: {problem.Message}");
        }
    }

    private static void CheckDefaults(CustomSchema schema, string path, FieldErrors errors)
    {
        foreach (var (name, property) in schema.Properties)
        {
            var below = $"{path}.properties[{name}]";
            if (property.Default is { } value)
            {
                var filled = value.DeepClone();
                SchemaDefaulting.Apply(filled, property);
                SchemaValidation.Check(filled, property, below + ".default", errors);
            }

            CheckDefaults(property, below, errors);
        }

        foreach (var (part, name) in ((CustomSchema?, string)[])[(schema.Items, "items"), (schema.Values, "additionalProperties")])
        {
            if (part is not null)
            {
                CheckDefaults(part, $"{path}.{name}", errors);
            }
        }
    }

    private static bool IsTrue(JsonObject schema, string field) => schema[field]?.GetValueKind() == System.Text.Json.JsonValueKind.True;
}
