using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Api.Store;

namespace CniMigration.Kubernetes.Api.Operations;

/// <summary>Lists objects, page by page where a limit asks for it; all pages show the same moment.</summary>
internal sealed class ListOperation(ObjectStore store, TimeProvider clock)
{
    private readonly PagedSnapshots paged = new(clock);

    public ListPage Run(ResourceType type, ListQuery query)
    {
        if (query.ResourceVersionMatch is { Length: > 0 } && query.ResourceVersion is not { Length: > 0 })
        {
            throw new ApiException(422, "Invalid",
                "ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Forbidden: "
                + "resourceVersionMatch is forbidden unless resourceVersion is provided");
        }

        if (query.Continue is { Length: > 0 } token)
        {
            if (query.ResourceVersion is { Length: > 0 } and not "0")
            {
                throw ApiException.BadRequest("specifying resource version is not allowed when using continue");
            }

            var (revision, start) = ContinueToken.Parse(token);
            return Page(paged.Find(type, revision), start, query, type);
        }

        return Page(Moment(type, query), null, query, type);
    }

    private ListPage Page(StoreSnapshot snapshot, string? start, ListQuery query, ResourceType type)
    {
        var items = new List<ApiObject>();
        string? next = null;
        var remaining = 0L;
        foreach (var (key, item) in snapshot.Items)
        {
            if ((start is not null && string.CompareOrdinal(key, start) < 0) || !query.Matches(item))
            {
                continue;
            }

            if (query.Limit > 0 && items.Count == query.Limit)
            {
                next ??= key;
                remaining++;
                continue;
            }

            items.Add(item);
        }

        if (next is null)
        {
            return new ListPage(items, snapshot.Revision);
        }

        paged.Keep(type, snapshot);
        return new ListPage(items, snapshot.Revision, ContinueToken.Of(snapshot.Revision, next), query.Selects ? null : remaining);
    }

    private StoreSnapshot Moment(ResourceType type, ListQuery query)
    {
        if (query.ResourceVersion is not { Length: > 0 } text || text == "0")
        {
            return store.Snapshot(type);
        }

        var asked = ParseVersion(text);
        if (asked > store.Revision)
        {
            throw new ApiException(504, "Timeout", $"Too large resource version: {asked}, current: {store.Revision}", retryAfterSeconds: 1);
        }

        return query.ResourceVersionMatch == "Exact"
            ? store.SnapshotAt(type, asked) ?? throw ApiException.Expired($"The provided resource version {asked} is no longer available.")
            : store.Snapshot(type);
    }

    internal static long ParseVersion(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var revision)
            ? revision
            : throw new ApiException(500, "", $"resourceVersion: Invalid value: \"{text}\": strconv.ParseUint: parsing \"{text}\": invalid syntax");
}
