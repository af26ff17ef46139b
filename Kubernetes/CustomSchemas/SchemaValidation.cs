namespace CniMigration.Kubernetes.CustomSchemas;

/// <summary>Holds a custom resource against its schema, in Kubernetes' words.</summary>
internal static class SchemaValidation
{
    private static readonly string[] ResourceFields = ["apiVersion", "kind", "metadata"];

    public static void Check(JsonNode? value, CustomSchema schema, string path, FieldErrors errors, bool isRoot = false)
    {
        if (value is null)
        {
            if (!schema.IsNullable && (schema.Type is not null || schema.IsIntOrString))
            {
                errors.MistypedValue(path, "null", Misfit(path, schema.Type ?? "integer,string", "null"));
            }

            return;
        }

        if (!Fits(value, schema))
        {
            var found = NameOf(value);
            errors.MistypedValue(path, found, Misfit(path, schema.IsIntOrString ? "integer,string" : schema.Type!, found));
            return;
        }

        Enumerated(value, schema, path, errors);
        switch (value)
        {
            case JsonObject json:
                Object(json, schema, path, errors, isRoot);
                break;
            case JsonArray list:
                List(list, schema, path, errors);
                break;
            default:
                Scalar(value, schema, path, errors);
                break;
        }

        SchemaCombinations.Check(value, schema, path, errors);
    }

    private static void Object(JsonObject json, CustomSchema schema, string path, FieldErrors errors, bool isRoot)
    {
        foreach (var name in schema.Required.Where(name => !json.ContainsKey(name)))
        {
            errors.Required(Below(path, name));
        }

        if (schema.IsEmbeddedResource)
        {
            EmbeddedResource(json, path, errors);
        }

        if (json.Count > schema.MaxProperties)
        {
            errors.TooMany(path, json.Count, schema.MaxProperties.Value);
        }

        if (json.Count < schema.MinProperties)
        {
            errors.Invalid(path, json.Count, $"{path} in body should have at least {schema.MinProperties} properties");
        }

        foreach (var (name, value) in json)
        {
            if (!(isRoot && ResourceFields.Contains(name)) && schema.Of(name) is { } field)
            {
                Check(value, field, Below(path, name), errors);
            }
        }
    }

    private static void EmbeddedResource(JsonObject json, string path, FieldErrors errors)
    {
        foreach (var field in (string[])["apiVersion", "kind"])
        {
            if (json[field] is not JsonValue value || !value.TryGetValue<string>(out var text) || text.Length == 0)
            {
                errors.Required(Below(path, field), "must not be empty");
            }
        }
    }

    private static void List(JsonArray list, CustomSchema schema, string path, FieldErrors errors)
    {
        if (list.Count > schema.MaxItems)
        {
            errors.TooMany(path, list.Count, schema.MaxItems.Value);
        }

        if (list.Count < schema.MinItems)
        {
            errors.Invalid(path, list.Count, $"{path} in body should have at least {schema.MinItems} items");
        }

        for (var index = 0; index < list.Count && schema.Items is not null; index++)
        {
            Check(list[index], schema.Items, $"{path}[{index}]", errors);
        }

        Duplicates(list, schema, path, errors);
    }

    private static void Duplicates(JsonArray list, CustomSchema schema, string path, FieldErrors errors)
    {
        if (schema.ListType is not ("set" or "map"))
        {
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < list.Count; index++)
        {
            var identity = schema.ListType == "set" ? list[index] : new JsonObject(schema.ListKeys
                .Where(key => list[index] is JsonObject json && json.ContainsKey(key))
                .Select(key => KeyValuePair.Create(key, list[index]![key]?.DeepClone())));
            if (!seen.Add(identity?.ToJsonString(ApiJson.Options) ?? "null"))
            {
                errors.DuplicateValue($"{path}[{index}]", identity);
            }
        }
    }

    private static void Scalar(JsonNode value, CustomSchema schema, string path, FieldErrors errors)
    {
        if (value.GetValueKind() == JsonValueKind.String)
        {
            Text((string)value!, schema, path, errors);
        }
        else if (CustomSchema.Decimal(value) is { } number)
        {
            Number(number, value, schema, path, errors);
        }
    }

    private static void Text(string text, CustomSchema schema, string path, FieldErrors errors)
    {
        var length = text.EnumerateRunes().Count();
        if (length > schema.MaxLength)
        {
            errors.TooLong(path, schema.MaxLength.Value);
        }

        if (length < schema.MinLength)
        {
            errors.Invalid(path, text, $"{path} in body should be at least {schema.MinLength} chars long");
        }

        if (schema.PatternMatcher is { } pattern && !pattern.IsMatch(text))
        {
            errors.Invalid(path, text, $"{path} in body should match '{schema.Pattern}'");
        }

        if (schema.Format is { Length: > 0 } format && !ValueFormats.Accepts(format, text))
        {
            errors.Invalid(path, text, $"{path} in body must be of type {format}: {JsonSerializer.Serialize(text, ApiJson.Options)}");
        }
    }

    private static void Number(decimal number, JsonNode value, CustomSchema schema, string path, FieldErrors errors)
    {
        if (schema.Maximum is { } most && (number > most || (schema.ExclusiveMaximum && number == most)))
        {
            errors.Invalid(path, value, $"{path} in body should be less than {(schema.ExclusiveMaximum ? "" : "or equal to ")}{Show(most)}");
        }

        if (schema.Minimum is { } least && (number < least || (schema.ExclusiveMinimum && number == least)))
        {
            errors.Invalid(path, value, $"{path} in body should be greater than {(schema.ExclusiveMinimum ? "" : "or equal to ")}{Show(least)}");
        }

        if (schema.MultipleOf is { } factor && factor != 0 && number % factor != 0)
        {
            errors.Invalid(path, value, $"{path} in body should be a multiple of {Show(factor)}");
        }
    }

    private static void Enumerated(JsonNode value, CustomSchema schema, string path, FieldErrors errors)
    {
        if (schema.Enum is { } allowed && !allowed.Any(each => JsonNode.DeepEquals(each, value)))
        {
            errors.NotSupported(
                path, value is JsonValue ? value.ToString() : value.ToJsonString(ApiJson.Options), [.. allowed.Select(each => each?.ToString() ?? "null")]);
        }
    }

    private static bool Fits(JsonNode value, CustomSchema schema)
    {
        var kind = value.GetValueKind();
        if (schema.IsIntOrString)
        {
            return kind == JsonValueKind.String || CustomSchema.Decimal(value) is { } either && decimal.IsInteger(either);
        }

        return schema.Type switch
        {
            "object" => kind == JsonValueKind.Object,
            "array" => kind == JsonValueKind.Array,
            "string" => kind == JsonValueKind.String,
            "boolean" => kind is JsonValueKind.True or JsonValueKind.False,
            "integer" => CustomSchema.Decimal(value) is { } number && decimal.IsInteger(number),
            "number" => kind == JsonValueKind.Number,
            _ => true,
        };
    }

    private static string NameOf(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => CustomSchema.Decimal(value) is { } number && decimal.IsInteger(number) ? "integer" : "number",
    };

    private static string Misfit(string path, string expected, string found) => $"{path} in body must be of type {expected}: \"{found}\"";

    private static string Below(string path, string name) => path.Length == 0 ? name : path + "." + name;

    private static string Show(decimal number) => number.ToString("0.############", CultureInfo.InvariantCulture);
}
