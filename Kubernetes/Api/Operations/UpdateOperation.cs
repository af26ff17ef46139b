using CniMigration.Kubernetes.Api.Admission.Quotas;
using CniMigration.Kubernetes.Api.Decoding;
using CniMigration.Kubernetes.Api.Ownership;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Api.Store;

namespace CniMigration.Kubernetes.Api.Operations;

/// <summary>Moves an object to its next version, or out of the store when that was all that held it.</summary>
internal sealed class UpdateOperation(ObjectStore store, FieldTracking tracking, ObjectIntake intake, QuotaAdmission quotas)
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
            var old = present.ToJson();
            var next = Prepare(type, old, change(present), context);
            if (JsonNode.DeepEquals(old, next))
            {
                return present;
            }

            if (!context.IsApply)
            {
                tracking.Track(type, old, next, context);
            }

            if (context.DryRun)
            {
                return ObjectStore.Draft(type, next, present.ResourceVersion);
            }

            var stored = IsReleased(next) ? store.TryRemove(present, next)
                : quotas.Store(type, next, old, context.DryRun, () => store.TryReplace(present, next));
            if (stored is not null)
            {
                return stored;
            }
        }
    }

    private JsonObject Prepare(ResourceType type, JsonObject old, JsonObject next, WriteContext context)
    {
        intake.Decode(type, next, context);
        if (context.Subresource != "status")
        {
            type.Defaults?.Invoke(next);
        }

        var prepared = ObjectPreparation.ForUpdate(type, old, next, context);
        if (context.Subresource is null or "scale" || type.IsCustom)
        {
            ObjectValidation.ForUpdate(type, old, prepared, errors => intake.Validate(type, prepared, context, errors));
        }

        return prepared;
    }

    private static bool IsReleased(JsonObject json) =>
        json.IsBeingDeleted()
        && json.Finalizers().Count == 0
        && (json["metadata"].Number("deletionGracePeriodSeconds") ?? 0) == 0
        && !(json.Text("kind") == "Namespace" && json["spec"]?["finalizers"] is JsonArray { Count: > 0 });
}
