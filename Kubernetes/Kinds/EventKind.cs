using CniMigration.Kubernetes.Kinds.Parts;

namespace CniMigration.Kubernetes.Kinds;

internal static class EventKind
{
    private static readonly (string Core, string Grouped)[] Renamed =
    [
        ("involvedObject", "regarding"),
        ("message", "note"),
        ("reportingComponent", "reportingController"),
        ("source", "deprecatedSource"),
        ("firstTimestamp", "deprecatedFirstTimestamp"),
        ("lastTimestamp", "deprecatedLastTimestamp"),
        ("count", "deprecatedCount"),
    ];

    public static ResourceType Type { get; } = new("", "v1", "Event", "events")
    {
        ShortNames = ["ev"],
        AlsoServedAs = [new("events.k8s.io", "v1", FromStored: json => Rename(json, forward: true), ToStored: json => Rename(json, forward: false))],
        TracksOwners = false,
        Columns =
        [
            new("Last Seen", LastSeen),
            Cells.Text("Type", "type"), Cells.Text("Reason", "reason"),
            new("Object", row => $"{row.Json.At("involvedObject", "kind").Text().ToLowerInvariant()}/{row.Json.At("involvedObject", "name").Text()}"),
            Cells.Text("Subobject", "involvedObject.fieldPath", priority: 1),
            new("Source", row => Source(row.Json), Priority: 1),
            new("Message", row => row.Json.At("message").Text().Trim()),
            new("First Seen", row => Cells.Since(FirstOf(row.Json, "firstTimestamp", "eventTime"), row.Now), Priority: 1),
            new("Count", row => Math.Max(1, row.Json.At("count").Number()), "integer", 1),
            Cells.Name with { Priority = 1 },
        ],
        SelectableFields =
        [
            .. SelectableField.Common, new("involvedObject.kind"), new("involvedObject.namespace"), new("involvedObject.name"), new("involvedObject.uid"),
            new("involvedObject.apiVersion"), new("involvedObject.resourceVersion"), new("involvedObject.fieldPath"), new("reason"),
            new("reportingComponent", "source.component"), new("source", "source.component"), new("type"),
        ],
    };

    private static void Rename(JsonObject json, bool forward)
    {
        foreach (var (core, grouped) in Renamed)
        {
            var (from, to) = forward ? (core, grouped) : (grouped, core);
            if (json.TryGetPropertyValue(from, out var value))
            {
                json.Remove(from);
                json[to] = value;
            }
        }
    }

    private static JsonElement FirstOf(JsonElement json, params string[] fields) =>
        fields.Select(field => json.At(field)).FirstOrDefault(value => value.ValueKind == JsonValueKind.String);

    private static JsonNode LastSeen(TableRow row)
    {
        var seen = FirstOf(row.Json, "lastTimestamp", "eventTime", "firstTimestamp");
        var last = row.Json.At("series", "lastObservedTime");
        return Cells.Since(last.ValueKind == JsonValueKind.String ? last : seen, row.Now);
    }

    private static string Source(JsonElement json)
    {
        var (component, host) = (json.At("source", "component").Text(), json.At("source", "host").Text());
        component = component.Length > 0 ? component : json.At("reportingComponent").Text();
        return string.Join(", ", ((string[])[component, host]).Where(text => text.Length > 0));
    }
}
