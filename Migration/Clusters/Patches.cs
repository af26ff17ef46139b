using System.Text.Json.Nodes;

namespace CniMigration.Migration.Clusters;

/// <summary>The patches that change an object only if it still is the one that was read.</summary>
internal static class Patches
{
    public static V1Patch Merge(V1ObjectMeta read, JsonObject? annotations = null, JsonObject? labels = null, JsonObject? spec = null)
    {
        var metadata = new JsonObject { ["resourceVersion"] = read.ResourceVersion };
        if (annotations is { Count: > 0 })
        {
            metadata["annotations"] = annotations;
        }

        if (labels is { Count: > 0 })
        {
            metadata["labels"] = labels;
        }

        var body = new JsonObject { ["metadata"] = metadata };
        if (spec is not null)
        {
            body["spec"] = spec;
        }

        return new V1Patch(body.ToJsonString(), V1Patch.PatchType.MergePatch);
    }
}
