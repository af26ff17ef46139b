using CniMigration.Kubernetes.Api.Protobuf;

namespace CniMigration.Kubernetes.Api.Discovery;

/// <summary>A schema in the protobuf form of OpenAPI v2, with as much of it as version 2 can say.</summary>
internal static class OpenApiV2Schema
{
    private const string Extension = "x-kubernetes-";

    public static void WriteNamed(WireWriter writer, int field, JsonObject schemas)
    {
        foreach (var (name, schema) in schemas)
        {
            if (schema is JsonObject content)
            {
                writer.Message(field, named => named.Text(1, name).Message(2, each => Write(each, content)));
            }
        }
    }

    private static void Write(WireWriter writer, JsonObject schema)
    {
        if (schema.Text("$ref") is { } reference)
        {
            writer.Text(1, reference);
        }

        Text(writer, 2, schema, "format");
        Text(writer, 4, schema, "description");
        if (TakesAnything(schema))
        {
            Extensions(writer, schema);
            return;
        }

        foreach (var required in schema["required"] as JsonArray ?? [])
        {
            writer.Text(19, (string)required!);
        }

        if (schema["additionalProperties"] is JsonObject values)
        {
            writer.Message(21, item => item.Message(1, each => Write(each, values)));
        }

        if (schema.Text("type") is { } type)
        {
            writer.Message(22, item => item.Text(1, type));
        }

        if (schema["items"] is JsonObject items)
        {
            writer.Message(23, item => item.Message(1, each => Write(each, items)));
        }

        if (schema["properties"] is JsonObject properties)
        {
            writer.Message(25, all => WriteNamed(all, 1, properties));
        }

        Extensions(writer, schema);
    }

    // Version 2 has no word for values that may be null, for numbers that may be text, or for fields that nobody named.
    private static bool TakesAnything(JsonObject schema) =>
        IsSet(schema, "nullable") || IsSet(schema, Extension + "int-or-string") || IsSet(schema, Extension + "preserve-unknown-fields");

    private static bool IsSet(JsonObject schema, string name) => schema[name]?.GetValue<bool>() == true;

    private static void Extensions(WireWriter writer, JsonObject schema)
    {
        foreach (var (name, value) in schema)
        {
            // JSON is YAML.
            if (name.StartsWith(Extension, StringComparison.Ordinal) && value is not null)
            {
                writer.Message(31, extension => extension.Text(1, name).Message(2, any => any.Text(2, value.ToJsonString())));
            }
        }
    }

    private static void Text(WireWriter writer, int field, JsonObject schema, string name)
    {
        if (schema.Text(name) is { } text)
        {
            writer.Text(field, text);
        }
    }
}
