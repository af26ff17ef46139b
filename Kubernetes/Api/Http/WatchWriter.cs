using System.Buffers;
using System.IO.Pipelines;
using CniMigration.Kubernetes.Api.Core;
using CniMigration.Kubernetes.Api.Operations;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Api.Store;
using CniMigration.Kubernetes.Api.Versions;
using Microsoft.AspNetCore.Http;

namespace CniMigration.Kubernetes.Api.Http;

/// <summary>Streams the changes of a type's objects, one JSON frame a line.</summary>
internal sealed class WatchWriter(ApiCore core, ServedResource resource, ListQuery query, WatchOptions options, ItemWriter items)
{
    private const int Batch = 128;
    private static readonly TimeSpan BookmarkEvery = TimeSpan.FromMinutes(1);

    private readonly List<StoreEvent> batch = [];

    public async Task WriteAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        var log = core.Store.Events(resource.Type);
        var initial = Initial(log, out var position, out var revision);
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = "application/json";
        var writer = response.BodyWriter;
        if (position is not { } start)
        {
            await EndAsync(writer, log, revision, cancellationToken);
            return;
        }

        foreach (var item in initial)
        {
            Frame(writer, "ADDED"u8, items.WatchBytes(item).Span);
        }

        if (options.SendInitialEvents && options.Bookmarks)
        {
            Frame(writer, "BOOKMARK"u8, Bookmark(revision, initialEventsEnd: true));
        }

        // Headers go out at once: a client waits for them before it reads events.
        await response.StartAsync(cancellationToken);
        await writer.FlushAsync(cancellationToken);
        await FollowAsync(writer, log, start, revision, cancellationToken);
    }

    private IEnumerable<ApiObject> Initial(EventLog log, out long? position, out long revision)
    {
        var fromNow = options.ResourceVersion is null or "" or "0" || options.SendInitialEvents;
        if (fromNow)
        {
            var snapshot = core.Store.Snapshot(resource.Type);
            revision = snapshot.Revision;
            position = log.PositionAfter(revision);
            return snapshot.Items.Values.Where(query.Matches);
        }

        revision = ListOperation.ParseVersion(options.ResourceVersion!);
        position = log.PositionAfter(revision);
        return [];
    }

    private async Task FollowAsync(PipeWriter writer, EventLog log, long position, long revision, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(options.Timeout, core.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken,
            core.Schemas.Custom(resource.Type)?.Gone ?? CancellationToken.None);
        var nextBookmark = core.Clock.GetTimestamp();
        while (!either.IsCancellationRequested)
        {
            // Before the read: whatever is read after this is at least as new.
            var seen = core.Store.Revision;
            if (!log.TryRead(ref position, batch, Batch, out var more))
            {
                await EndAsync(writer, log, revision, cancellationToken);
                return;
            }

            foreach (var change in batch)
            {
                revision = change.Revision;
                Write(writer, change);
            }

            if (batch.Count > 0)
            {
                await writer.FlushAsync(cancellationToken);
                continue;
            }

            if (options.Bookmarks && core.Clock.GetElapsedTime(nextBookmark) >= BookmarkEvery)
            {
                nextBookmark = core.Clock.GetTimestamp();
                Frame(writer, "BOOKMARK"u8, Bookmark(seen, initialEventsEnd: false));
                await writer.FlushAsync(cancellationToken);
            }

            await WaitAsync(more, either.Token);
        }
    }

    private static async Task EndAsync(PipeWriter writer, EventLog log, long revision, CancellationToken cancellationToken)
    {
        Frame(writer, "ERROR"u8, ApiJson.ToBytes(ApiCore.TooOld(log, revision).ToStatus()));
        await writer.FlushAsync(cancellationToken);
    }

    private async Task WaitAsync(Task more, CancellationToken cancellationToken)
    {
        try
        {
            await more.WaitAsync(options.Bookmarks ? BookmarkEvery : Timeout.InfiniteTimeSpan, core.Clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            // Time for a bookmark.
        }
        catch (OperationCanceledException)
        {
            // The watch has lasted as long as it may, or its client went away; the caller looks.
        }
    }

    private void Write(PipeWriter writer, StoreEvent change)
    {
        if (WatchProjection.Project(query, change) is not { } seen)
        {
            return;
        }

        var kind = seen.Kind switch
        {
            ApiEventKind.Added => "ADDED"u8,
            ApiEventKind.Modified => "MODIFIED"u8,
            _ => "DELETED"u8,
        };
        Frame(writer, kind, items.WatchBytes(seen.Object).Span);
    }

    private static void Frame(PipeWriter writer, ReadOnlySpan<byte> type, ReadOnlySpan<byte> json)
    {
        writer.Write("{\"type\":\""u8);
        writer.Write(type);
        writer.Write("\",\"object\":"u8);
        writer.Write(json);
        writer.Write("}\n"u8);
    }

    private byte[] Bookmark(long revision, bool initialEventsEnd)
    {
        var metadata = new JsonObject { ["resourceVersion"] = revision.ToString(System.Globalization.CultureInfo.InvariantCulture) };
        if (initialEventsEnd)
        {
            metadata["annotations"] = new JsonObject { ["k8s.io/initial-events-end"] = "true" };
        }

        return ApiJson.ToBytes(new JsonObject { ["kind"] = resource.Type.Kind, ["apiVersion"] = resource.ApiVersion, ["metadata"] = metadata });
    }
}
