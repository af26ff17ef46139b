using CniMigration.Migration.Clusters;

namespace CniMigration.Migration.Watching;

/// <summary>One page of objects, and the version of the cluster that it shows.</summary>
internal sealed record ListPage<T>(IEnumerable<T> Items, string Version, string? Next);

/// <summary>How the objects of one kind are listed and watched.</summary>
/// <param name="Page">One page of the list, from a continue token on.</param>
/// <param name="Watch">The changes since a version; a Status in between goes to the second argument.</param>
internal sealed record WatchedKind<T>(
    Func<string?, CancellationToken, Task<ListPage<T>>> Page,
    Func<string, Action<Exception>, CancellationToken, IAsyncEnumerable<(WatchEventType Type, T Object)>> Watch)
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    /// <summary>All of them, as they are now.</summary>
    internal Task<List<T>> AllAsync(CancellationToken cancellationToken) => Lists.AllAsync(async next =>
    {
        var page = await Page(next, cancellationToken);
        return (page.Items, page.Next);
    });
}
