using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace k8s;

public static class KubernetesJson
{
    internal static JsonSerializerOptions Options { get; } = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(), new Rfc3339Converter(), new StatusConverter() },
    };

    public static TValue Deserialize<TValue>(string json, JsonSerializerOptions jsonSerializerOptions = null) =>
        JsonSerializer.Deserialize<TValue>(json, jsonSerializerOptions ?? Options);

    public static TValue Deserialize<TValue>(Stream json, JsonSerializerOptions jsonSerializerOptions = null) =>
        JsonSerializer.Deserialize<TValue>(json, jsonSerializerOptions ?? Options);

    public static TValue Deserialize<TValue>(JsonElement json, JsonSerializerOptions jsonSerializerOptions = null) =>
        json.Deserialize<TValue>(jsonSerializerOptions ?? Options);

    public static TValue Deserialize<TValue>(JsonNode json, JsonSerializerOptions jsonSerializerOptions = null) =>
        json.Deserialize<TValue>(jsonSerializerOptions ?? Options);

    public static string Serialize(object value, JsonSerializerOptions jsonSerializerOptions = null) =>
        JsonSerializer.Serialize(value, jsonSerializerOptions ?? Options);
}
