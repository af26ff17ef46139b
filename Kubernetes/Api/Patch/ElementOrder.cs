using CniMigration.Kubernetes.Api.Schema;

namespace CniMigration.Kubernetes.Api.Patch;

/// <summary>
/// Puts a merged list into the order that a patch asks for. Elements that the patch does not know keep their place before those that
/// stood behind them already; what is new to the list therefore comes first.
/// </summary>
internal static class ElementOrder
{
    /// <param name="list">The merged list.</param>
    /// <param name="order">What the patch says: its order of elements, or else its elements.</param>
    /// <param name="before">The list before the merge.</param>
    /// <param name="schema">What tells elements apart.</param>
    public static void Apply(JsonArray list, JsonArray order, JsonArray before, IFieldSchema schema)
    {
        var elements = list.ToList();
        var known = new Queue<JsonNode?>(elements.Select(element => (Element: element, Place: Place(order, element, schema)))
            .Where(entry => entry.Place >= 0).OrderBy(entry => entry.Place).Select(entry => entry.Element));
        var others = new Queue<JsonNode?>(elements.Where(element => Place(order, element, schema) < 0));
        list.Clear();
        while (known.Count + others.Count > 0)
        {
            list.Add(known.Count == 0 || (others.Count > 0 && StoodBefore(others.Peek(), known.Peek())) ? others.Dequeue() : known.Dequeue());
        }

        bool StoodBefore(JsonNode? left, JsonNode? right) =>
            Place(before, left, schema) is >= 0 and var leftPlace && Place(before, right, schema) is >= 0 and var rightPlace && leftPlace < rightPlace;
    }

    private static int Place(JsonArray list, JsonNode? element, IFieldSchema schema)
    {
        for (var index = 0; index < list.Count; index++)
        {
            if (Same(element, list[index], schema))
            {
                return index;
            }
        }

        return -1;
    }

    private static bool Same(JsonNode? element, JsonNode? entry, IFieldSchema schema) => schema.PatchList == ListKind.Map && entry is JsonObject
        ? entry[schema.MergeKey] is { } key && JsonNode.DeepEquals(element?[schema.MergeKey], key)
        : JsonNode.DeepEquals(element, entry);
}
