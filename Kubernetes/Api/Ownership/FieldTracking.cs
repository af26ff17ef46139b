using CniMigration.Kubernetes.Api.CustomResources;
using CniMigration.Kubernetes.Api.Requests;

namespace CniMigration.Kubernetes.Api.Ownership;

/// <summary>Keeps the ownership of fields up to date through writes that are not applies.</summary>
internal sealed class FieldTracking(SchemaCatalog schemas, TimeProvider clock)
{
    private static readonly string Status = PathElement.Field("status");

    /// <summary>Records a write; the old version is null where the object is new.</summary>
    public void Track(ResourceType type, JsonObject? old, JsonObject next, WriteContext context)
    {
        if (!type.TracksOwners || (context.Subresource == "status" && !type.TracksStatusOwners))
        {
            return;
        }

        var managed = ManagedFields.Read(old ?? []);
        var (changed, removed) = FieldSets.Difference(old ?? EmptyObject.LikeThat(type, next), next, schemas.Of(type));
        if (type.HasStatus && context.Subresource != "status")
        {
            // Nobody sets the status by this way.
            changed.Drop(Status);
        }

        if (changed.IsEmpty && removed.IsEmpty)
        {
            return;
        }

        var manager = context.FieldManager.Length > 128 ? context.FieldManager[..128] : context.FieldManager;
        foreach (var owner in managed.Owners)
        {
            owner.Fields.ExceptTree(removed);
            if (owner.Manager != manager || owner.Operation != "Update" || owner.Subresource != context.Subresource)
            {
                owner.Fields.ExceptWith(changed);
            }
        }

        if (!changed.IsEmpty)
        {
            var now = ObjectMetadata.Timestamp(clock.GetUtcNow());
            var mine = managed.Find(manager, "Update", context.Subresource);
            if (mine is null)
            {
                mine = new FieldOwner(manager, "Update", type.ApiVersion, context.Subresource, now, new FieldSet());
                managed.Owners.Add(mine);
            }

            mine.Time = now;
            mine.Fields.UnionWith(changed);
        }

        managed.Write(next);
    }
}
