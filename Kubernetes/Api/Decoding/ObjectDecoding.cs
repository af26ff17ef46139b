using CniMigration.Kubernetes.Api.Schema;

namespace CniMigration.Kubernetes.Api.Decoding;

/// <summary>Reads objects as the built-in types do: a value of the wrong kind is refused, and a field that the type does not have falls away.</summary>
internal static class ObjectDecoding
{
    private static readonly string[] TypeMeta = ["apiVersion", "kind"];

    /// <summary>Gives the fields that fell away.</summary>
    public static IReadOnlyList<string> Decode(ResourceType type, JsonObject json)
    {
        var unknown = new List<string>();
        if (TypeFacts.Kind(type.Group, type.Version, type.Kind) is { } facts)
        {
            Message(json, facts, "", type, unknown, isRoot: true);
        }
        else if (json["metadata"] is JsonObject metadata)
        {
            Message(metadata, TypeFacts.ObjectMeta, "metadata", type, unknown, isRoot: false);
        }

        return unknown;
    }

    private static void Message(JsonObject json, MessageFacts facts, string path, ResourceType type, List<string> unknown, bool isRoot)
    {
        List<string>? dropped = null;
        foreach (var (name, value) in json)
        {
            if (facts.Fields.TryGetValue(name, out var field))
            {
                Field(value, field, facts, path.Length == 0 ? name : path + "." + name, type, unknown);
            }
            else if (!(isRoot || facts.ShortName is "PersistentVolumeClaim") || !TypeMeta.Contains(name))
            {
                (dropped ??= []).Add(name);
            }
        }

        if (facts == TypeFacts.ObjectMeta)
        {
            DropEmpty(json);
        }

        foreach (var name in dropped ?? [])
        {
            json.Remove(name);
            unknown.Add(path.Length == 0 ? name : path + "." + name);
        }
    }

    // The types tell empty and absent apart nowhere in their metadata.
    private static void DropEmpty(JsonObject metadata)
    {
        foreach (var name in (string[])["labels", "annotations", "finalizers", "ownerReferences", "managedFields"])
        {
            if (metadata[name] is JsonObject { Count: 0 } or JsonArray { Count: 0 })
            {
                metadata.Remove(name);
            }
        }
    }

    private static void Field(JsonNode? value, FieldFacts field, MessageFacts owner, string path, ResourceType type, List<string> unknown)
    {
        if (value is null)
        {
            return;
        }

        switch (field.Shape)
        {
            case FieldShape.List:
                var list = value as JsonArray ?? throw Misfit(value, owner, path, type, "[]" + GoType(field));
                for (var index = 0; index < list.Count; index++)
                {
                    Value(list[index], field, owner, $"{path}[{index}]", type, unknown);
                }

                break;
            case FieldShape.Map:
                var map = value as JsonObject ?? throw Misfit(value, owner, path, type, "map[string]" + GoType(field));
                foreach (var (key, each) in map)
                {
                    Value(each, field, owner, path + "." + key, type, unknown);
                }

                break;
            default:
                Value(value, field, owner, path, type, unknown);
                break;
        }
    }

    private static void Value(JsonNode? value, FieldFacts field, MessageFacts owner, string path, ResourceType type, List<string> unknown)
    {
        if (value is null)
        {
            return;
        }

        if (TypeFacts.Message(field.Type) is { } message)
        {
            Message(value as JsonObject ?? throw Misfit(value, owner, path, type, GoType(field)), message, path, type, unknown, isRoot: false);
            return;
        }

        var kind = value.GetValueKind();
        var fits = field.Type switch
        {
            "string" or "time" or "microtime" or "bytes" => kind is JsonValueKind.String,
            "int" => kind is JsonValueKind.Number && IsWhole((JsonValue)value),
            "bool" => kind is JsonValueKind.True or JsonValueKind.False,
            "strings" => kind is JsonValueKind.Array,
            "quantity" or "intOrString" => kind is JsonValueKind.String or JsonValueKind.Number,
            _ => true,
        };
        if (!fits)
        {
            throw Misfit(value, owner, path, type, GoType(field));
        }

        if (field.Type == "quantity")
        {
            Quantity(value, path, type);
        }
    }

    private static void Quantity(JsonNode value, string path, ResourceType type)
    {
        if (!Model.Quantity.TryParse(value.ToString(), out _))
        {
            throw ApiException.BadRequest($"{type.Kind} in version \"{type.Version}\" cannot be handled as a {type.Kind}: {path}: quantities must match "
                + "the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
        }
    }

    private static bool IsWhole(JsonValue value) =>
        value.TryGetValue<long>(out _) || value.TryGetValue<int>(out _) || value.ToJsonString().All(letter => char.IsAsciiDigit(letter) || letter == '-');

    private static ApiException Misfit(JsonNode value, MessageFacts owner, string path, ResourceType type, string expected)
    {
        var found = value.GetValueKind() switch
        {
            JsonValueKind.True or JsonValueKind.False => "bool",
            JsonValueKind.Object => "object",
            JsonValueKind.Array => "array",
            JsonValueKind.String => "string",
            _ => "number",
        };
        return ApiException.BadRequest($"{type.Kind} in version \"{type.Version}\" cannot be handled as a {type.Kind}: json: cannot unmarshal {found} "
            + $"into Go struct field {owner.ShortName}.{path} of type {expected}");
    }

    private static string GoType(FieldFacts field) => field.Type switch
    {
        "string" or "bool" => field.Type,
        "int" => "int32",
        "bytes" => "[]uint8",
        "time" => "v1.Time",
        "quantity" => "resource.Quantity",
        "strings" => "v1.ExtraValue",
        _ => "v1." + field.Type[(field.Type.LastIndexOf('.') + 1)..],
    };
}
