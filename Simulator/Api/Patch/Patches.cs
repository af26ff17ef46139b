using System.Text.Json.Nodes;
using CniMigration.Simulator.Api.Client;

namespace CniMigration.Simulator.Api.Patch;

/// <summary>The kinds of patch.</summary>
internal static class Patches
{
    public static JsonObject Apply(PatchKind kind, ResourceType type, ApiObject present, JsonNode patch) => kind switch
    {
        PatchKind.Merge => MergePatch.Apply(present.ToJson(), patch) as JsonObject
            ?? throw ApiException.BadRequest("a merge patch of an object must be an object"),
        _ => throw ApiException.NotModelled($"A {kind} patch of {type.QualifiedName} is not modelled yet."),
    };
}
