using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace CniMigration.Tests.Components;

/// <summary>A chart's own JSON Schema, closed: a key that it does not have counts too, since a chart ignores it silently.</summary>
internal static class ChartSchema
{
    /// <summary>Every place where values differ from a schema, with what is wrong there.</summary>
    public static IEnumerable<string> Faults(string schema, JsonElement values)
    {
        var closed = JsonNode.Parse(schema)!.AsObject();
        Close(closed);
        var result = JsonSchema.FromText(closed.ToJsonString()).Evaluate(values, new EvaluationOptions { OutputFormat = OutputFormat.List });
        return result.IsValid
            ? []
            : result.Details!
                .Where(place => place.Errors is not null)
                .SelectMany(place => place.Errors!, (place, error) => $"{place.InstanceLocation}: {error.Value}");
    }

    private static void Close(JsonNode? schema)
    {
        switch (schema)
        {
            case JsonArray list:
                foreach (var item in list)
                {
                    Close(item);
                }

                break;
            case JsonObject map:
                if (map["properties"] is JsonObject properties)
                {
                    map["additionalProperties"] = false;

                    // The schema is made from the chart's defaults, so under affinity it knows only the terms that those defaults hold.
                    foreach (var (_, property) in properties.Where(property => property.Key != "affinity"))
                    {
                        Close(property);
                    }
                }

                foreach (var (_, part) in map.Where(part => part.Key != "properties"))
                {
                    Close(part);
                }

                break;
        }
    }
}
