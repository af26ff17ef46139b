using System.Text.Encodings.Web;
using System.Text.Json.Serialization;

namespace CniMigration.Kubernetes.Objects;

/// <summary>How objects are read and written here: camelCase, and text left as it is.</summary>
internal static class ApiJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        PropertyNameCaseInsensitive = false,
        AllowDuplicateProperties = true,
    };

    public static byte[] ToBytes(JsonNode node) => JsonSerializer.SerializeToUtf8Bytes(node, Options);

    public static JsonObject ParseObject(ReadOnlySpan<byte> utf8) =>
        JsonNode.Parse(utf8, documentOptions: new JsonDocumentOptions { MaxDepth = 256 }) as JsonObject
        ?? throw new JsonException("A JSON object is expected.");
}
