namespace CniMigration.Simulator.Helm;

/// <summary>
/// Helm's upgrade of one object: what the new manifest says is set, what only the old one said goes, and what others added stays. Lists count by the
/// manifests alone.
/// </summary>
internal static class ThreeWayMerge
{
    public static JsonObject Patch(JsonObject old, JsonObject next, JsonObject live)
    {
        var patch = new JsonObject();
        foreach (var (key, value) in next)
        {
            if (value is JsonObject section && live[key] is JsonObject present)
            {
                var inner = Patch(old[key] as JsonObject ?? [], section, present);
                if (inner.Count > 0)
                {
                    patch[key] = inner;
                }
            }
            else if (!JsonNode.DeepEquals(value, value is JsonArray ? old[key] : live[key]))
            {
                patch[key] = value?.DeepClone();
            }
        }

        foreach (var (key, _) in old)
        {
            if (!next.ContainsKey(key) && live.ContainsKey(key))
            {
                patch[key] = null;
            }
        }

        return patch;
    }
}
