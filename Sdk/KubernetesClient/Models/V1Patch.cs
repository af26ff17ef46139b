using System.Text.Json;
using System.Text.Json.Serialization;

namespace k8s.Models;

[JsonConverter(typeof(V1PatchJsonConverter))]
public record V1Patch
{
    public V1Patch(object body, PatchType type)
    {
        if (type == PatchType.Unknown)
        {
            throw new ArgumentException("A patch has a type.", nameof(type));
        }

        Content = body ?? throw new ArgumentNullException(nameof(body), "A patch has a body.");
        Type = type;
    }

    public enum PatchType
    {
        Unknown,
        JsonPatch,
        MergePatch,
        StrategicMergePatch,
        ApplyPatch,
    }

    public object Content { get; }
    public PatchType Type { get; }

    internal string MediaType => Type switch
    {
        PatchType.JsonPatch => "application/json-patch+json",
        PatchType.MergePatch => "application/merge-patch+json",
        PatchType.StrategicMergePatch => "application/strategic-merge-patch+json",
        _ => "application/apply-patch+yaml",
    };
}

public sealed class V1PatchJsonConverter : JsonConverter<V1Patch>
{
    public override V1Patch Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("a patch is only ever sent");

    public override void Write(Utf8JsonWriter writer, V1Patch value, JsonSerializerOptions options)
    {
        if (value.Content is string json)
        {
            writer.WriteRawValue(json);
            return;
        }

        JsonSerializer.Serialize(writer, value.Content, options);
    }
}
