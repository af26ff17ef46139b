using System.Text.Json.Nodes;
using CniMigration.Simulator.Api.Store;

namespace CniMigration.Simulator.Api.Operations;

/// <summary>Moves an object to its next version, or out of the store when that was all that held it.</summary>
internal sealed class UpdateOperation(ObjectStore store)
{
    /// <param name="type">The object's type.</param>
    /// <param name="key">The object's key.</param>
    /// <param name="change">Makes the next version from the present one; asked again where another writer was faster.</param>
    /// <param name="context">Who writes, and how.</param>
    public ApiObject Run(ResourceType type, string key, Func<ApiObject, JsonObject> change, WriteContext context)
    {
        while (true)
        {
            var present = store.Find(type, key) ?? throw ApiException.NotFound(type, key[(key.IndexOf('/', StringComparison.Ordinal) + 1)..]);
            var next = change(present);
            var old = present.ToJson();
            var prepared = ObjectPreparation.ForUpdate(type, old, next, context.Subresource);
            if (JsonNode.DeepEquals(old, prepared))
            {
                return present;
            }

            var stored = IsReleased(prepared) ? store.TryRemove(present, prepared) : store.TryReplace(present, prepared);
            if (stored is not null)
            {
                return stored;
            }
        }
    }

    private static bool IsReleased(JsonObject json) =>
        json.IsBeingDeleted()
        && json.Finalizers().Count == 0
        && (json["metadata"].Number("deletionGracePeriodSeconds") ?? 0) == 0
        && json["spec"]?["finalizers"] is not JsonArray { Count: > 0 };
}
