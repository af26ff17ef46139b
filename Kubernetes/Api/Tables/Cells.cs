using System.Globalization;
using System.Text.Json;

namespace CniMigration.Kubernetes.Api.Tables;

/// <summary>What cells show.</summary>
internal static class Cells
{
    public const string None = "<none>";

    public static TableColumn Name { get; } = new("Name", row => row.Item.Name);

    public static TableColumn Age { get; } = new("Age", row => Since(row.Json.At("metadata", "creationTimestamp"), row.Now));

    public static TableColumn Text(string title, string[] path, string absent = "", int priority = 0) =>
        new(title, row => row.Json.At(path).Text() is { Length: > 0 } text ? text : absent, Priority: priority);

    public static TableColumn Number(string title, params string[] path) => new(title, row => row.Json.At(path).Number(), "integer");

    public static JsonElement At(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var part in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(part, out element))
            {
                return default;
            }
        }

        return element;
    }

    public static string Text(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString()!,
        JsonValueKind.Undefined or JsonValueKind.Null => "",
        _ => element.GetRawText(),
    };

    public static long Number(this JsonElement element) => element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var number) ? number : 0;

    public static bool IsTrue(this JsonElement element) => element.ValueKind == JsonValueKind.True;

    public static IEnumerable<JsonElement> Each(this JsonElement element) => element.ValueKind == JsonValueKind.Array ? element.EnumerateArray() : [];

    public static IEnumerable<JsonProperty> Fields(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Object ? element.EnumerateObject() : [];

    public static string Since(JsonElement timestamp, DateTimeOffset now) =>
        DateTimeOffset.TryParse(timestamp.Text(), CultureInfo.InvariantCulture, out var time) ? HumanDuration.Of(now - time) : "<unknown>";

    public static string OrNone(string text) => text.Length == 0 ? None : text;

    /// <summary>A map of labels as <c>a=b,c=d</c>.</summary>
    public static string Labels(JsonElement map) => OrNone(string.Join(',', map.Fields().Select(label => $"{label.Name}={label.Value.Text()}")));

    public static string Selector(JsonElement selector)
    {
        var terms = selector.At("matchLabels").Fields().Select(label => $"{label.Name}={label.Value.Text()}").Order(StringComparer.Ordinal)
            .Concat(selector.At("matchExpressions").Each().Select(Requirement));
        return OrNone(string.Join(',', terms));
    }

    /// <summary>The containers' names, and their images, of a pod's spec.</summary>
    public static TableColumn[] Containers(params string[] specPath) =>
    [
        new("Containers", row => string.Join(',', row.Json.At(specPath).At("containers").Each().Select(each => each.At("name").Text())), Priority: 1),
        new("Images", row => string.Join(',', row.Json.At(specPath).At("containers").Each().Select(each => each.At("image").Text())), Priority: 1),
    ];

    private static string Requirement(JsonElement requirement)
    {
        var (key, values) = (requirement.At("key").Text(), string.Join(',', requirement.At("values").Each().Select(value => value.Text())));
        return requirement.At("operator").Text() switch
        {
            "In" => $"{key} in ({values})",
            "NotIn" => $"{key} notin ({values})",
            "Exists" => key,
            _ => "!" + key,
        };
    }
}
