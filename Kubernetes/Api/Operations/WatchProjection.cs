using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Api.Store;

namespace CniMigration.Kubernetes.Api.Operations;

/// <summary>What a change looks like to a watcher that sees a part of the objects: they enter its part, change within it, or leave it.</summary>
internal static class WatchProjection
{
    public static ApiEvent? Project(ListQuery query, StoreEvent change)
    {
        var before = change.Previous is { } previous && query.Matches(previous);
        if (change.Kind == ApiEventKind.Deleted)
        {
            return before ? new ApiEvent(ApiEventKind.Deleted, change.Object) : null;
        }

        var after = query.Matches(change.Object);
        return (before, after) switch
        {
            (true, true) => new ApiEvent(ApiEventKind.Modified, change.Object),
            (false, true) => new ApiEvent(ApiEventKind.Added, change.Object),
            (true, false) => new ApiEvent(ApiEventKind.Deleted, AsOf(change.Previous!, change.Revision)),
            _ => null,
        };
    }

    // The object as the watcher last knew it, at the revision at which it left.
    private static ApiObject AsOf(ApiObject left, long revision)
    {
        var json = left.ToJson();
        json.Metadata()["resourceVersion"] = revision.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new ApiObject
        {
            Type = left.Type,
            Namespace = left.Namespace,
            Name = left.Name,
            Uid = left.Uid,
            ResourceVersion = revision,
            Json = ApiJson.ToBytes(json),
        };
    }
}
