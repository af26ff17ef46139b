using System.Text.Json;
using System.Text.Json.Serialization;

namespace CniMigration.Migration.Clusters;

/// <summary>A list of objects that the client has no model of.</summary>
internal sealed class CustomList : IKubernetesObject<V1ListMeta>, IItems<JsonElement>
{
    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; } = "";

    [JsonPropertyName("kind")]
    public string Kind { get; set; } = "";

    [JsonPropertyName("metadata")]
    public V1ListMeta Metadata { get; set; } = new();

    [JsonPropertyName("items")]
    public IList<JsonElement> Items { get; set; } = [];
}
