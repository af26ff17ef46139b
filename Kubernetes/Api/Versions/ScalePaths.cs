namespace CniMigration.Kubernetes.Api.Versions;

/// <summary>Where a custom resource keeps what its scale shows.</summary>
internal sealed record ScalePaths(string Spec, string Status, string? Selector)
{
    public static ScalePaths? Of(JsonNode? version) => version?["subresources"]?["scale"] is not JsonObject scale ? null
        : new ScalePaths(scale.Text("specReplicasPath") ?? ".spec.replicas", scale.Text("statusReplicasPath") ?? ".status.replicas",
            scale.Text("labelSelectorPath") is { Length: > 0 } selector ? selector : null);

    public static JsonNode? Read(JsonNode? json, string path) =>
        Steps(path).Aggregate(json, (node, step) => node is JsonObject owner ? owner[step] : null);

    public static void Write(JsonObject json, string path, JsonNode value)
    {
        var steps = Steps(path);
        foreach (var step in steps[..^1])
        {
            if (json[step] is not JsonObject below)
            {
                json[step] = below = [];
            }

            json = below;
        }

        json[steps[^1]] = value;
    }

    private static string[] Steps(string path) => path.Split('.', StringSplitOptions.RemoveEmptyEntries);
}
