using System.Net;
using System.Text.Json;
using CniMigration.Migration.Clusters;

namespace CniMigration.Migration.Watching;

/// <summary>
/// Keeps a store as the cluster is: one list, then a watch that goes on where it was cut off. A version that the server no longer remembers means
/// one more list; a server that stays away fails the loop, as the client behind it gives up within its own bound.
/// </summary>
internal sealed class WatchLoop<T>(WatchedKind<T> kind, ObjectStore<T> store, TimeProvider time, ChangeSignal changes)
    where T : class, IKubernetesObject<V1ObjectMeta>
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly TaskCompletionSource listed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? version;

    /// <summary>The server sends a bookmark about once a minute, so a longer silence is a connection that is dead. Wires run on the wall clock.</summary>
    internal TimeSpan LongestSilence { get; init; } = TimeSpan.FromMinutes(4);

    /// <summary>Done when the store holds what the cluster has.</summary>
    internal Task Listed => listed.Task;

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await FollowAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            listed.TrySetCanceled(cancellationToken);
        }
        catch (Exception failure)
        {
            // Whoever waits for a change waits for this loop: they get the cause.
            changes.Fail(failure);
            listed.TrySetException(failure);
        }
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        var pause = FirstPause;
        while (true)
        {
            version ??= await ListAsync(cancellationToken);
            pause = await WatchAsync(cancellationToken) ? FirstPause : pause * 2 < LongestPause ? pause * 2 : LongestPause;
            await Task.Delay(pause, time, cancellationToken);
        }
    }

    private async Task<string> ListAsync(CancellationToken cancellationToken)
    {
        var listedAt = "";
        store.Replace(await Lists.AllAsync<T>(async next =>
        {
            var page = await kind.Page(next, cancellationToken);
            listedAt = page.Version;
            return (page.Items, page.Next);
        }));
        listed.TrySetResult();
        changes.Raise();
        return listedAt;
    }

    /// <summary>Whether the watch brought anything before it ended.</summary>
    private async Task<bool> WatchAsync(CancellationToken cancellationToken)
    {
        var any = false;
        var said = (Exception?)null;
        using var silence = new CancellationTokenSource(LongestSilence, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, silence.Token);
        try
        {
            await foreach (var (type, item) in kind.Watch(version!, problem => said = problem, either.Token))
            {
                silence.CancelAfter(LongestSilence);
                any = true;
                Take(type, item);
            }
        }
        catch (HttpOperationException refused) when (refused.Is(HttpStatusCode.Gone))
        {
            version = null;
        }
        catch (Exception cut) when (cut is IOException or HttpRequestException or JsonException)
        {
            // The connection broke, or ended before its first line, which the client takes for a document that is empty: the next watch goes on from the
            // same version.
        }
        catch (OperationCanceledException) when (silence.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // Nothing came for too long: the same.
        }

        if (said is not null)
        {
            // What the server said in the middle of a watch (410 mostly) leaves open what was missed.
            version = null;
        }

        return any;
    }

    private void Take(WatchEventType type, T item)
    {
        version = item.Metadata.ResourceVersion;
        switch (type)
        {
            case WatchEventType.Added or WatchEventType.Modified:
                store.Put(item);
                break;
            case WatchEventType.Deleted:
                store.Remove(item);
                break;
            default:
                return;
        }

        changes.Raise();
    }
}
