namespace CniMigration.Kubernetes.Api.Patch;

/// <summary>JSON Patch (RFC 6902).</summary>
internal static class JsonPatch
{
    public static JsonNode? Apply(JsonNode? document, JsonNode patch)
    {
        if (patch is not JsonArray operations)
        {
            throw ApiException.BadRequest("a JSON patch must be a list of operations");
        }

        foreach (var operation in operations)
        {
            document = Apply(document, operation as JsonObject ?? throw ApiException.BadRequest("a JSON patch operation must be an object"));
        }

        return document;
    }

    private static JsonNode? Apply(JsonNode? document, JsonObject operation)
    {
        var path = Pointer(operation, "path");
        switch (operation.Text("op"))
        {
            case "add":
                return Add(document, path, operation["value"]?.DeepClone());
            case "remove":
                return Remove(document, path);
            case "replace":
                _ = Find(document, path);
                return path.Length == 0 ? operation["value"]?.DeepClone() : Replace(document, path, operation["value"]?.DeepClone());
            case "move":
                var from = Pointer(operation, "from");
                var moved = Find(document, from)?.DeepClone();
                return Add(Remove(document, from), path, moved);
            case "copy":
                return Add(document, path, Find(document, Pointer(operation, "from"))?.DeepClone());
            case "test":
                return Holds(document, path, operation["value"]) ? document : throw Rejected();
            default:
                throw Rejected();
        }
    }

    private static bool Holds(JsonNode? document, string[] path, JsonNode? value)
    {
        // To test for null is to test for absence, as the real server's library has it.
        var found = path.Aggregate((Found: true, Node: document), static (at, part) => at.Found ? Step(at.Node, part) : at);
        return found.Found ? JsonNode.DeepEquals(found.Node, value) : value is null;
    }

    private static JsonNode? Add(JsonNode? document, string[] path, JsonNode? value)
    {
        if (path.Length == 0)
        {
            return value;
        }

        switch (Find(document, path[..^1]))
        {
            case JsonObject parent:
                parent[path[^1]] = value;
                break;
            case JsonArray parent:
                parent.Insert(path[^1] == "-" ? parent.Count : Index(path[^1], parent.Count), value);
                break;
            default:
                throw Rejected();
        }

        return document;
    }

    private static JsonNode? Replace(JsonNode? document, string[] path, JsonNode? value)
    {
        switch (Find(document, path[..^1]))
        {
            case JsonObject parent:
                parent[path[^1]] = value;
                break;
            case JsonArray parent:
                parent[Index(path[^1], parent.Count - 1)] = value;
                break;
            default:
                throw Rejected();
        }

        return document;
    }

    private static JsonNode? Remove(JsonNode? document, string[] path)
    {
        _ = Find(document, path);
        switch (path.Length == 0 ? null : Find(document, path[..^1]))
        {
            case JsonObject parent:
                parent.Remove(path[^1]);
                break;
            case JsonArray parent:
                parent.RemoveAt(Index(path[^1], parent.Count - 1));
                break;
            default:
                throw Rejected();
        }

        return document;
    }

    private static JsonNode? Find(JsonNode? document, string[] path)
    {
        foreach (var part in path)
        {
            var (found, node) = Step(document, part);
            document = found ? node : throw Rejected();
        }

        return document;
    }

    private static (bool Found, JsonNode? Node) Step(JsonNode? node, string part)
    {
        switch (node)
        {
            case JsonObject json:
                return json.TryGetPropertyValue(part, out var value) ? (true, value) : (false, null);
            case JsonArray list when int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < list.Count:
                return (true, list[index]);
            default:
                return (false, null);
        }
    }

    private static string[] Pointer(JsonObject operation, string name)
    {
        var text = operation.Text(name) ?? throw Rejected();
        return text.Length == 0 ? []
            : text[0] == '/' ? [.. text[1..].Split('/').Select(Unescape)]
            : throw Rejected();
    }

    private static string Unescape(string part) => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    private static int Index(string part, int most) =>
        int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index <= most ? index : throw Rejected();

    private static ApiException Rejected() =>
        new(422, "Invalid", "the server rejected our request due to an error in our request", new JsonObject());
}
