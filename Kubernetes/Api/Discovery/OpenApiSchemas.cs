using CniMigration.Kubernetes.Api.Schema;
using CniMigration.Kubernetes.Api.Versions;

namespace CniMigration.Kubernetes.Api.Discovery;

/// <summary>The schemas of kinds, made from what the server knows of their fields. They have no descriptions.</summary>
/// <param name="place">Where schemas lie in the document, such as <c>#/definitions/</c>.</param>
internal sealed class OpenApiSchemas(string place)
{
    private const string Meta = "io.k8s.apimachinery.pkg.apis.meta.v1.";
    private const string Quantity = "io.k8s.apimachinery.pkg.api.resource.Quantity";
    private const string IntOrString = "io.k8s.apimachinery.pkg.util.intstr.IntOrString";

    private readonly SortedDictionary<string, JsonNode?> schemas = new(StringComparer.Ordinal);

    public JsonObject ToJson() => new(schemas);

    public void Add(ServedResource resource, JsonObject? definition)
    {
        var type = resource.Type;
        if ((TypeFacts.Kind(resource.Group, resource.Version, type.Kind) ?? TypeFacts.Kind(type.Group, type.Version, type.Kind)) is { } facts)
        {
            var name = NameOf(facts.Name);
            Message(facts);
            var schema = (JsonObject)schemas[name]!;
            Identify(schema, resource, type.Kind);
            List(resource, name, name + "List");
            return;
        }

        var custom = $"{string.Join('.', (type.Group.Length == 0 ? "core" : type.Group).Split('.').Reverse())}.{resource.Version}.{type.Kind}";
        var root = definition is null
            ? new JsonObject { ["type"] = "object", ["x-kubernetes-preserve-unknown-fields"] = true }
            : (JsonObject)definition.DeepClone();
        Identify(root, resource, type.Kind);
        if (root["properties"] is not JsonObject properties)
        {
            root["properties"] = properties = [];
        }

        (properties["apiVersion"], properties["kind"]) = (Text(), Text());
        properties["metadata"] = Reference(NameOf(TypeFacts.ObjectMeta.Name));
        Message(TypeFacts.ObjectMeta);
        schemas[custom] = root;
        List(resource, custom, custom + "List");
    }

    private void List(ServedResource resource, string item, string name)
    {
        var list = new JsonObject
        {
            ["type"] = "object",
            ["required"] = new JsonArray("items"),
            ["properties"] = new JsonObject
            {
                ["apiVersion"] = Text(),
                ["items"] = new JsonObject { ["type"] = "array", ["items"] = Reference(item) },
                ["kind"] = Text(),
                ["metadata"] = Reference(Meta + "ListMeta"),
            },
        };
        Identify(list, resource, resource.Type.ListKind);
        schemas[name] = list;
        schemas.TryAdd(Meta + "ListMeta", new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                ["continue"] = Text(),
                ["remainingItemCount"] = new JsonObject { ["type"] = "integer", ["format"] = "int64" },
                ["resourceVersion"] = Text(),
                ["selfLink"] = Text(),
            },
        });
    }

    private static void Identify(JsonObject schema, ServedResource resource, string kind) =>
        schema["x-kubernetes-group-version-kind"] = new JsonArray(
            new JsonObject { ["group"] = resource.Group, ["kind"] = kind, ["version"] = resource.Version });

    private void Message(MessageFacts facts)
    {
        var name = NameOf(facts.Name);
        if (schemas.ContainsKey(name))
        {
            return;
        }

        var properties = new JsonObject();
        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties };
        schemas[name] = schema;
        if (facts.Fields.ContainsKey("metadata") && facts.ShortName != "PodTemplateSpec")
        {
            (properties["apiVersion"], properties["kind"]) = (Text(), Text());
        }

        foreach (var (field, about) in facts.Fields.OrderBy(each => each.Key, StringComparer.Ordinal))
        {
            properties[field] = Field(about);
        }

        if (facts.IsAtomic)
        {
            schema["x-kubernetes-map-type"] = "atomic";
        }
    }

    private JsonObject Field(FieldFacts field)
    {
        var value = Value(field.Type);
        if (field.Shape == FieldShape.Map)
        {
            return new JsonObject { ["type"] = "object", ["additionalProperties"] = value };
        }

        if (field.Shape == FieldShape.One)
        {
            return value;
        }

        var list = new JsonObject { ["type"] = "array", ["items"] = value };
        if (field.List != ListKind.Atomic)
        {
            list["x-kubernetes-list-type"] = field.List == ListKind.Map ? "map" : "set";
        }

        if (field.Keys.Count > 0)
        {
            list["x-kubernetes-list-map-keys"] = new JsonArray([.. field.Keys.Select(key => (JsonNode)key)]);
        }

        if (field.PatchList != ListKind.Atomic)
        {
            list["x-kubernetes-patch-strategy"] = "merge";
            if (field.MergeKey.Length > 0)
            {
                list["x-kubernetes-patch-merge-key"] = field.MergeKey;
            }
        }

        return list;
    }

    private JsonObject Value(string type)
    {
        switch (type)
        {
            case "string": return Text();
            case "bytes": return Text("byte");
            case "time": return Text("date-time");
            case "microtime": return Text("date-time");
            case "bool": return new JsonObject { ["type"] = "boolean" };
            case "int": return new JsonObject { ["type"] = "integer", ["format"] = "int64" };
            case "strings": return new JsonObject { ["type"] = "array", ["items"] = Text() };
            case "raw": return new JsonObject { ["type"] = "object" };
            case "any": return [];
            case "number": return new JsonObject { ["type"] = "number", ["format"] = "double" };
            case "quantity":
                schemas.TryAdd(Quantity, Text());
                return Reference(Quantity);
            case "intOrString":
                schemas.TryAdd(IntOrString, Text("int-or-string"));
                return Reference(IntOrString);
        }

        var message = TypeFacts.Message(type);
        if (message is null)
        {
            return new JsonObject { ["type"] = "object" };
        }

        Message(message);
        return Reference(NameOf(message.Name));
    }

    private JsonObject Reference(string name) => new() { ["$ref"] = place + name };

    private static JsonObject Text(string? format = null) =>
        format is null ? new JsonObject { ["type"] = "string" } : new JsonObject { ["type"] = "string", ["format"] = format };

    private static string NameOf(string message) =>
        message.StartsWith("meta.v1.", StringComparison.Ordinal) ? Meta + message["meta.v1.".Length..] : "io.k8s.api." + message;
}
