namespace CniMigration.Kubernetes.Api.Patch;

/// <summary>JSON Merge Patch (RFC 7386).</summary>
internal static class MergePatch
{
    public static JsonNode? Apply(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject changes)
        {
            return patch?.DeepClone();
        }

        var result = target as JsonObject ?? [];
        foreach (var (name, value) in changes)
        {
            if (value is null)
            {
                result.Remove(name);
                continue;
            }

            var present = result[name];
            var merged = Apply(present, value);
            if (!ReferenceEquals(merged, present))
            {
                result[name] = merged;
            }
        }

        return result;
    }
}
