using System.Text.Json;
using System.Text.Json.Serialization;
using k8s.Models;

namespace k8s;

/// <summary>A delete answers with a Status, or with the object itself while it waits for its finalizers.</summary>
internal sealed class StatusConverter : JsonConverter<V1Status>
{
    private static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web);

    public override V1Status Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var json = JsonElement.ParseValue(ref reader);
        return json.TryGetProperty("kind", out var kind) && kind.GetString() == "Status" ? json.Deserialize<V1Status>(Plain) : new V1Status();
    }

    public override void Write(Utf8JsonWriter writer, V1Status value, JsonSerializerOptions options) =>
        throw new NotImplementedException("The real client reads a Status and never writes one.");
}
