using System.ComponentModel;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CniMigration.Provider.Schemas;

/// <summary>The package schema, as Pulumi reads it, written from the fields.</summary>
internal static class PackageSchema
{
    public const string Package = "cnimigration";

    public static string Token(string name) => $"{Package}:index:{name}";

    public static string Write(
        string version, IReadOnlyList<Field> configuration, IEnumerable<ResourceSchema> resources, IEnumerable<FunctionSchema> functions)
    {
        var types = new JsonObject();
        var schema = new JsonObject
        {
            ["name"] = Package,
            ["displayName"] = "CNI migration",
            ["version"] = version,
            ["description"] = "The imperative steps of moving a live EKS cluster from the AWS VPC CNI to Cilium, and back.",
            ["keywords"] = new JsonArray("kubernetes", "eks", "cilium", "category/infrastructure", "kind/native"),
            ["config"] = new JsonObject { ["variables"] = Properties(configuration) },
            ["provider"] = new JsonObject
            {
                ["description"] = "Reaches the cluster that a kubeconfig names.",
                ["inputProperties"] = Properties(configuration),
                ["requiredInputs"] = Required(configuration),
            },
            ["resources"] = new JsonObject(resources.Select(resource => KeyValuePair.Create(resource.Token, (JsonNode?)Resource(resource)))),
            ["functions"] = new JsonObject(functions.Select(function => KeyValuePair.Create(function.Token, (JsonNode?)Function(function, types)))),
        };
        schema["types"] = types;
        return schema.ToJsonString();
    }

    private static JsonObject Resource(ResourceSchema resource) => new()
    {
        ["description"] = resource.Description,
        ["inputProperties"] = Properties(resource.Inputs),
        ["requiredInputs"] = Required(resource.Inputs),
        ["properties"] = Properties([.. resource.Inputs, .. resource.Outputs]),
        ["required"] = Names(resource.Inputs.Where(field => field.Required || field.Default is not null).Concat(resource.Outputs)),
    };

    private static JsonObject Function(FunctionSchema function, JsonObject types) => new()
    {
        ["description"] = function.Description,
        ["inputs"] = new JsonObject { ["type"] = "object", ["properties"] = Properties(function.Inputs), ["required"] = Required(function.Inputs) },
        ["outputs"] = TypeOf(function.Result, types),
    };

    private static JsonArray Required(IEnumerable<Field> fields) => Names(fields.Where(field => field.Required));

    private static JsonArray Names(IEnumerable<Field> fields) => [.. fields.Select(field => JsonValue.Create(field.Name))];

    private static JsonObject Properties(IEnumerable<Field> fields) =>
        new(fields.Select(field => KeyValuePair.Create(field.Name, (JsonNode?)Property(field))));

    private static JsonObject Property(Field field)
    {
        var property = field.Type switch
        {
            FieldType.Text => Scalar("string"),
            FieldType.Integer => Scalar("integer"),
            FieldType.Flag => Scalar("boolean"),
            FieldType.TextList => new JsonObject { ["type"] = "array", ["items"] = Scalar("string") },
            FieldType.TextMap => new JsonObject { ["type"] = "object", ["additionalProperties"] = Scalar("string") },
            _ => new JsonObject { ["type"] = "object", ["additionalProperties"] = Scalar("integer") },
        };
        property["description"] = field.Allowed.Count == 0 ? field.Description : $"{field.Description} One of {string.Join(", ", field.Allowed)}.";
        if (field.Default is { } value)
        {
            property["default"] = JsonSerializer.SerializeToNode(value);
        }

        if (field.Secret)
        {
            property["secret"] = true;
        }

        if (field.NamesTarget)
        {
            property["willReplaceOnChanges"] = true;
        }

        return property;
    }

    private static JsonObject ObjectType(Type type, JsonObject types)
    {
        var nullability = new NullabilityInfoContext();
        var (properties, required) = (new JsonObject(), new JsonArray());
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            var written = TypeOf(property.PropertyType, types);
            if (property.GetCustomAttribute<DescriptionAttribute>() is { } description)
            {
                written["description"] = description.Description;
            }

            properties[name] = written;
            if (nullability.Create(property).ReadState != NullabilityState.Nullable)
            {
                required.Add(name);
            }
        }
        return new JsonObject { ["type"] = "object", ["properties"] = properties, ["required"] = required };
    }

    private static JsonObject TypeOf(Type type, JsonObject types)
    {
        if (type == typeof(string))
        {
            return Scalar("string");
        }

        if (type == typeof(int))
        {
            return Scalar("integer");
        }

        if (type == typeof(bool))
        {
            return Scalar("boolean");
        }

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
        {
            return new JsonObject { ["type"] = "array", ["items"] = TypeOf(type.GetGenericArguments()[0], types) };
        }

        var token = Token(type.Name);
        if (!types.ContainsKey(token))
        {
            types[token] = ObjectType(type, types);
        }

        return new JsonObject { ["type"] = "object", ["$ref"] = $"#/types/{token}" };
    }

    private static JsonObject Scalar(string type) => new() { ["type"] = type };
}
