using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using CniMigration.Migration.Clusters;
using CniMigration.Migration.Errors;
using CniMigration.Migration.Watching;
using CniMigration.Simulator.Time;
using CniMigration.Tests.Migration.Errors;
using k8s;
using k8s.Autorest;
using k8s.Models;
using Event = (k8s.WatchEventType Type, k8s.Models.V1Node Object);

namespace CniMigration.Tests.Migration.Watching;

/// <summary>Every way in which a watch ends, and where the next one begins.</summary>
[CancelAfter(30_000)]
internal sealed class WatchLoopTests
{
    private readonly List<string> calls = [];
    private readonly ObjectStore<V1Node> store = new();
    private readonly ChangeSignal changes = new();
    private readonly ScaledTimeProvider time = new(1000);
    private TaskCompletionSource again = null!;
    private Func<Action<Exception>, CancellationToken, IAsyncEnumerable<Event>> first = null!;

    [SetUp]
    public void Start()
    {
        calls.Clear();
        store.Replace([]);
        again = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private static IEnumerable<TestCaseData> Cuts()
    {
        yield return Way("the server ends it", (_, _) => Task.CompletedTask);
        yield return Way("the wire breaks", (_, _) => throw new IOException("Connection reset by peer"));
        yield return Way("the connection is lost", (_, _) => throw new HttpRequestException("The response ended prematurely."));
        yield return Way(
            "it ends before its first line, which the client reads as an empty document",
            (_, _) => throw new JsonException("The input does not contain any JSON tokens."));
        yield return Way("nothing comes any more", (_, token) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token));
    }

    private static IEnumerable<TestCaseData> Expiries()
    {
        yield return Way("410 instead of an answer", (_, _) => throw Gone());
        yield return Way("an event that says so within an answer", (said, _) =>
        {
            said(new KubernetesException(new V1Status { Code = 410, Reason = "Expired" }));
            return Task.CompletedTask;
        });
        yield return Way("a line that cannot be read", (said, _) =>
        {
            said(new JsonException("half a line"));
            return Task.CompletedTask;
        });
    }

    [TestCaseSource(nameof(Cuts))]
    public async Task A_watch_that_is_cut_goes_on_after_the_last_event_without_another_list(
        Func<Action<Exception>, CancellationToken, Task> ends, CancellationToken cancellationToken)
    {
        first = (said, token) => WatchAsync([(WatchEventType.Added, Node("n2", "5"))], ends, said, token);
        await RunAsync(cancellationToken);
        Assert.That(calls, Is.EqualTo(new[] { "list", "watch from 1", "watch from 5" }));
        Assert.That(store.All.Select(node => node.Metadata.Name), Is.EquivalentTo(new[] { "n1", "n2" }));
    }

    [TestCaseSource(nameof(Cuts))]
    public async Task A_watch_that_is_cut_before_its_first_event_goes_on_where_it_began(
        Func<Action<Exception>, CancellationToken, Task> ends, CancellationToken cancellationToken)
    {
        first = (said, token) => WatchAsync([], ends, said, token);
        await RunAsync(cancellationToken);
        Assert.That(calls, Is.EqualTo(new[] { "list", "watch from 1", "watch from 1" }));
    }

    [TestCaseSource(nameof(Expiries))]
    public async Task A_watch_whose_version_is_forgotten_begins_with_another_list(
        Func<Action<Exception>, CancellationToken, Task> ends, CancellationToken cancellationToken)
    {
        first = (said, token) => WatchAsync([(WatchEventType.Added, Node("n2", "5"))], ends, said, token);
        await RunAsync(cancellationToken);
        Assert.That(calls, Is.EqualTo(new[] { "list", "watch from 1", "list", "watch from 1" }));
        Assert.That(store.All.Select(node => node.Metadata.Name), Is.EqualTo(new[] { "n1" }), "what the list does not show is gone");
    }

    [Test]
    public async Task A_bookmark_moves_the_beginning_on_and_is_no_change(CancellationToken cancellationToken)
    {
        var before = 0L;
        first = (said, token) =>
            WatchAsync([(WatchEventType.Bookmark, Node("", "7"))], (_, _) => throw new IOException("cut"), said, token, () => before = changes.Version);
        await RunAsync(cancellationToken);
        Assert.That(calls, Is.EqualTo(new[] { "list", "watch from 1", "watch from 7" }));
        Assert.That(changes.Version, Is.EqualTo(before));
        Assert.That(store.All.Select(node => node.Metadata.Name), Is.EqualTo(new[] { "n1" }));
    }

    [Test]
    public async Task What_is_deleted_is_gone(CancellationToken cancellationToken)
    {
        first = (said, token) => WatchAsync([(WatchEventType.Deleted, Node("n1", "6"))], (_, _) => Task.CompletedTask, said, token);
        await RunAsync(cancellationToken);
        Assert.That(calls[^1], Is.EqualTo("watch from 6"));
        Assert.That(store.All, Is.Empty);
    }

    [Test]
    public async Task What_ends_the_watching_reaches_who_waits(CancellationToken cancellationToken)
    {
        first = (said, token) => WatchAsync([], (_, _) => throw new ClusterUnreachableException("it does not answer."), said, token);
        var loop = new WatchLoop<V1Node>(Kind(), store, time, changes);
        await loop.RunAsync(cancellationToken);
        Assert.That(async () => await changes.After(changes.Version), Throws.TypeOf<ClusterUnreachableException>());
    }

    [Test]
    public async Task A_watch_that_stops_in_the_middle_of_an_event_is_given_up_and_the_next_brings_it(CancellationToken cancellationToken)
    {
        const string Added = """{"type":"ADDED","object":{"kind":"Node","apiVersion":"v1","metadata":{"name":"n1","resourceVersion":"5"}}}""";
        await using var server = new RawServer(
            RawServer.Script.Whole("""{"kind":"NodeList","apiVersion":"v1","metadata":{"resourceVersion":"1"},"items":[]}"""),
            new RawServer.Script("200 OK", Added[..30], Length: null, Holds: true),
            new RawServer.Script("200 OK", $"{Added}\n", Length: null, Holds: true));
        using var client = ClusterConnection.Open(new KubernetesClientConfiguration { Host = server.Url }, TimeProvider.System);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var loop = new WatchLoop<V1Node>(WatchedKinds.Nodes(client, "side=old"), store, time, changes) { LongestSilence = TimeSpan.FromMilliseconds(500) };
        var running = loop.RunAsync(stop.Token);
        await loop.Listed;
        for (var seen = changes.Version; store.All.Count == 0; seen = changes.Version)
        {
            await changes.After(seen)
                .WaitAsync(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Assert.That(store.Find("", "n1"), Is.Not.Null);
        Assert.That(server.Connections, Is.GreaterThanOrEqualTo(3));
        await stop.CancelAsync();
        await running;
    }

    private static TestCaseData Way(string name, Func<Action<Exception>, CancellationToken, Task> ends) => new TestCaseData(ends).SetArgDisplayNames(name);

    private static HttpOperationException Gone()
    {
        using var answer = new HttpResponseMessage(HttpStatusCode.Gone);
        return new HttpOperationException("too old resource version") { Response = new HttpResponseMessageWrapper(answer, "") };
    }

    private static V1Node Node(string name, string version) => new() { Metadata = new V1ObjectMeta { Name = name, ResourceVersion = version } };

    private static async IAsyncEnumerable<Event> WatchAsync(
        Event[] events, Func<Action<Exception>, CancellationToken, Task> ends, Action<Exception> said, [EnumeratorCancellation] CancellationToken token,
        Action? begins = null)
    {
        begins?.Invoke();
        foreach (var item in events)
        {
            yield return item;
        }

        await ends(said, token);
    }

    private WatchedKind<V1Node> Kind() => new(
        (_, _) =>
        {
            Note("list");
            return Task.FromResult(new ListPage<V1Node>([Node("n1", "1")], "1", null));
        },
        (version, said, token) =>
        {
            Note($"watch from {version}");
            if (calls.Count(call => call.StartsWith("watch", StringComparison.Ordinal)) == 1 && !again.Task.IsCompleted)
            {
                return first(said, token);
            }

            again.TrySetResult();
            return WatchAsync([], (_, forever) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, forever), said, token);
        });

    private void Note(string call)
    {
        if (!again.Task.IsCompleted)
        {
            calls.Add(call);
        }
    }

    /// <summary>Follows until the second watch has begun.</summary>
    private async Task RunAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = new WatchLoop<V1Node>(Kind(), store, time, changes) { LongestSilence = TimeSpan.FromMilliseconds(250) }.RunAsync(stop.Token);
        await again.Task.WaitAsync(cancellationToken);
        await stop.CancelAsync();
        await running;
    }
}
