using CniMigration.Kubernetes.Api.Schema;

namespace CniMigration.Kubernetes.Api.Protobuf;

/// <summary>Reads objects that clients send in Kubernetes' protobuf form. Answers are always JSON, which every client takes.</summary>
internal static class ProtobufObjects
{
    private static ReadOnlySpan<byte> Magic => "k8s\0"u8;

    public static JsonObject Parse(ReadOnlySpan<byte> body)
    {
        if (!body.StartsWith(Magic))
        {
            throw ApiException.BadRequest("provided data does not appear to be a protobuf message, expected prefix 6b 38 73 00");
        }

        // runtime.Unknown: typeMeta = 1 {apiVersion = 1, kind = 2}, raw = 2.
        var envelope = new WireReader(body[Magic.Length..]);
        var (apiVersion, kind) = ("", "");
        var raw = ReadOnlySpan<byte>.Empty;
        while (envelope.Next())
        {
            switch (envelope.Field)
            {
                case 1:
                    (apiVersion, kind) = TypeMeta(envelope.Bytes());
                    break;
                case 2:
                    raw = envelope.Bytes();
                    break;
                default:
                    envelope.Skip();
                    break;
            }
        }

        var (group, version) = apiVersion.Split('/') is [var left, var right] ? (left, right) : ("", apiVersion);
        var facts = TypeFacts.Kind(group, version, kind) ?? TypeFacts.Kind(group, "v1", kind)
            ?? throw new ApiException(
                415, "UnsupportedMediaType", $"{apiVersion}, Kind={kind} is not known in protobuf form here; send it as application/json");
        var json = Message(raw, facts);
        json["apiVersion"] = apiVersion;
        json["kind"] = kind;
        return json;
    }

    private static (string ApiVersion, string Kind) TypeMeta(ReadOnlySpan<byte> bytes)
    {
        var (apiVersion, kind) = ("", "");
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    apiVersion = reader.Text();
                    break;
                case 2:
                    kind = reader.Text();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return (apiVersion, kind);
    }

    private static JsonObject Message(ReadOnlySpan<byte> bytes, MessageFacts facts)
    {
        var json = new JsonObject();
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            if (facts.ByNumber(reader.Field) is { } field)
            {
                Read(ref reader, field, json);
            }
            else
            {
                RefuseUnlessUnset(ref reader, facts);
            }
        }

        return json;
    }

    // Go writes every field that is no pointer, set or not: one of a newer version that holds nothing says nothing.
    private static void RefuseUnlessUnset(ref WireReader reader, MessageFacts facts)
    {
        var isUnset = reader.WireType switch
        {
            2 => reader.Bytes().IsEmpty,
            0 => reader.Varint() == 0 && facts.Unnumbered.Any(field => field.IsPlain),
            _ => false,
        };
        if (!isUnset)
        {
            var names = string.Join(", ", facts.Unnumbered.Select(field => field.Name).Order(StringComparer.Ordinal));
            throw new ApiException(415, "UnsupportedMediaType", $"field {reader.Field} of {facts.Name} is not known in protobuf form here"
                + (names.Length == 0 ? "" : $" (newer fields are {names})") + "; send the object as application/json");
        }
    }

    private static void Read(ref WireReader reader, FieldFacts field, JsonObject json)
    {
        if (field.IsInline)
        {
            foreach (var (name, value) in Message(reader.Bytes(), TypeFacts.Message(field.Type)!))
            {
                json[name] = value?.DeepClone();
            }

            return;
        }

        switch (field.Shape)
        {
            case FieldShape.Map:
                Entry(reader.Bytes(), field, json.Section(field.Name));
                break;
            case FieldShape.List:
                if (json[field.Name] is not JsonArray list)
                {
                    json[field.Name] = list = [];
                }

                list.Add(Value(ref reader, field));
                break;
            default:
                // Go writes every field, set or not: an empty value that JSON would leave out is left out here too.
                if (Value(ref reader, field) is { } one && !IsEmpty(one, field))
                {
                    json[field.Name] = one;
                }

                break;
        }
    }

    private static bool IsEmpty(JsonNode value, FieldFacts field) => value switch
    {
        JsonObject { Count: 0 } => field.Type is not ("core.v1.EmptyDirVolumeSource" or "core.v1.PodSecurityContext" or "core.v1.SecurityContext"
            or "meta.v1.LabelSelector"),
        JsonValue text when field.Type == "string" => text.GetValue<string>().Length == 0,
        _ => false,
    };

    private static void Entry(ReadOnlySpan<byte> bytes, FieldFacts field, JsonObject map)
    {
        var reader = new WireReader(bytes);
        var (key, value) = ("", (JsonNode?)"");
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    key = reader.Text();
                    break;
                case 2:
                    value = Value(ref reader, field);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        map[key] = value;
    }

    private static JsonNode? Value(ref WireReader reader, FieldFacts field) => field.Type switch
    {
        "string" => reader.Text(),
        "bool" => reader.Varint() != 0,
        "int" => (long)reader.Varint(),
        "bytes" => Convert.ToBase64String(reader.Bytes()),
        "time" => Timestamp(reader.Bytes(), "yyyy-MM-dd'T'HH:mm:ss'Z'"),
        "microtime" => Timestamp(reader.Bytes(), "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'"),
        "quantity" => Quantity(reader.Bytes()),
        "intOrString" => IntOrString(reader.Bytes()),
        "strings" => Strings(reader.Bytes()),
        "raw" => Raw(reader.Bytes()),
        _ => Message(reader.Bytes(), TypeFacts.Message(field.Type)!),
    };

    private static string? Timestamp(ReadOnlySpan<byte> bytes, string format)
    {
        var (seconds, nanoseconds) = (0L, 0L);
        var reader = new WireReader(bytes);
        var isSet = false;
        while (reader.Next())
        {
            isSet = true;
            if (reader.Field == 1)
            {
                seconds = (long)reader.Varint();
            }
            else
            {
                nanoseconds = (long)reader.Varint();
            }
        }

        return isSet
            ? DateTimeOffset.FromUnixTimeSeconds(seconds).AddTicks(nanoseconds / TimeSpan.NanosecondsPerTick).ToString(format, CultureInfo.InvariantCulture)
            : null;
    }

    private static JsonArray Strings(ReadOnlySpan<byte> bytes)
    {
        var strings = new JsonArray();
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            strings.Add(reader.Text());
        }

        return strings;
    }

    private static string Quantity(ReadOnlySpan<byte> bytes)
    {
        var reader = new WireReader(bytes);
        return reader.Next() ? reader.Text() : "0";
    }

    private static JsonNode IntOrString(ReadOnlySpan<byte> bytes)
    {
        var (isText, number, text) = (false, 0L, "");
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    isText = reader.Varint() == 1;
                    break;
                case 2:
                    number = (long)reader.Varint();
                    break;
                default:
                    text = reader.Text();
                    break;
            }
        }

        return isText ? text : number;
    }

    private static JsonNode? Raw(ReadOnlySpan<byte> bytes)
    {
        var reader = new WireReader(bytes);
        return reader.Next() ? JsonNode.Parse(reader.Bytes()) : null;
    }
}
