using System.Text.Json.Nodes;
using CniMigration.Simulator.Api.Schema;

namespace CniMigration.Simulator.Api.Patch;

/// <summary>Puts a merged list into the order that a patch asks for; elements that the patch does not know keep their place among the others.</summary>
internal static class ElementOrder
{
    public static void Apply(JsonArray? list, JsonArray order, IFieldSchema schema)
    {
        if (list is null)
        {
            return;
        }

        var elements = list.ToList();
        var ordered = order.Select(entry => elements.FindIndex(element => Same(element, entry, schema))).Where(index => index >= 0).ToList();
        var others = new Queue<int>(Enumerable.Range(0, elements.Count).Except(ordered));
        var result = new List<JsonNode?>();
        foreach (var index in ordered)
        {
            while (others.TryPeek(out var other) && other < index)
            {
                result.Add(elements[others.Dequeue()]);
            }

            result.Add(elements[index]);
        }

        result.AddRange(others.Select(index => elements[index]));
        list.Clear();
        foreach (var element in result)
        {
            list.Add(element);
        }
    }

    private static bool Same(JsonNode? element, JsonNode? entry, IFieldSchema schema) => schema.PatchList == ListKind.Map && entry is JsonObject
        ? JsonNode.DeepEquals(element?[schema.MergeKey], entry[schema.MergeKey])
        : JsonNode.DeepEquals(element, entry);
}
