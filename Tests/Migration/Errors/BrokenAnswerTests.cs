using CniMigration.Migration.Clusters;
using CniMigration.Migration.Errors;
using CniMigration.Tests.Provider;
using k8s;
using k8s.Autorest;
using Script = CniMigration.Tests.Migration.Errors.RawServer.Script;

namespace CniMigration.Tests.Migration.Errors;

/// <summary>An answer has begun, and its end does not come.</summary>
[CancelAfter(30_000)]
internal sealed class BrokenAnswerTests
{
    private const string Node = """{"kind":"Node","apiVersion":"v1","metadata":{"name":"n1"}}""";
    private const string Refusal = """{"kind":"Status","message":"nodes \"n\" not found","code":404}""";

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    private static readonly ClusterResilienceOptions Quick = new()
    {
        Attempts = 3,
        FirstContactAttempts = 3,
        Delay = TimeSpan.FromMilliseconds(1),
        MaxDelay = TimeSpan.FromMilliseconds(2),
        AttemptTimeout = TimeSpan.FromMilliseconds(300),
    };

    [Test]
    public async Task One_that_breaks_off_or_stops_in_its_middle_is_asked_for_again([Values] bool holds, CancellationToken cancellationToken)
    {
        await using var server = new RawServer(Script.Half(Node, holds), Script.Half(Node, holds), Script.Whole(Node));
        using var client = Client(server);
        var start = TimeProvider.System.GetTimestamp();

        Assert.That((await client.CoreV1.ReadNodeAsync("n", cancellationToken: cancellationToken)).Metadata.Name, Is.EqualTo("n1"));
        Assert.That(server.Connections, Is.EqualTo(3));
        Assert.That(TimeProvider.System.GetElapsedTime(start), Is.LessThan(Soon));
    }

    [Test]
    public async Task A_refusal_that_breaks_off_or_stops_in_its_middle_is_asked_for_again([Values] bool holds, CancellationToken cancellationToken)
    {
        await using var server = new RawServer(Script.Half(Refusal, holds, "404 Not Found"), Script.Whole(Refusal, "404 Not Found"));
        using var client = Client(server);

        var refused = Assert.ThrowsAsync<HttpOperationException>(() => client.CoreV1.ReadNodeAsync("n", cancellationToken: cancellationToken));
        Assert.That(refused!.Reason(), Is.EqualTo("nodes \"n\" not found"));
    }

    [Test]
    public async Task A_watch_that_is_refused_in_half_a_word_is_asked_for_again([Values] bool holds, CancellationToken cancellationToken)
    {
        await using var server = new RawServer(Script.Half(Refusal, holds, "410 Gone"), Script.Whole(Refusal, "410 Gone"));
        using var client = Client(server);
        await using var events = client.CoreV1.WatchListNodeAsync(resourceVersion: "1", cancellationToken: cancellationToken)
            .GetAsyncEnumerator(cancellationToken);

        var refused = Assert.ThrowsAsync<HttpOperationException>(async () => await events.MoveNextAsync());
        Assert.That(refused!.Is(System.Net.HttpStatusCode.Gone), Is.True);
        Assert.That(server.Connections, Is.EqualTo(2));
    }

    [Test]
    public async Task A_server_whose_answers_never_end_does_not_answer([Values] bool holds, CancellationToken cancellationToken)
    {
        await using var server = new RawServer(Script.Half(Node, holds));
        using var client = Client(server);

        Assert.That(
            async () => await client.CoreV1.ReadNodeAsync("n", cancellationToken: cancellationToken),
            Throws.TypeOf<ClusterUnreachableException>().With.Message.Contains($"The API server at {server.Url} does not answer"));
        Assert.That(server.Connections, Is.LessThanOrEqualTo(8));
    }

    [Test]
    public async Task Who_cancels_in_the_middle_of_one_is_not_kept_waiting(CancellationToken cancellationToken)
    {
        await using var server = new RawServer(Script.Half(Node, holds: true));
        using var client = ClusterConnection.Open(Configuration(server), TimeProvider.System);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var read = client.CoreV1.ReadNodeAsync("n", cancellationToken: cancel.Token);
        await Waiting.UntilAsync(() => server.Connections > 0, cancellationToken);
        var start = TimeProvider.System.GetTimestamp();
        await cancel.CancelAsync();
        Assert.That(async () => await read, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(TimeProvider.System.GetElapsedTime(start), Is.LessThan(Soon));
    }

    [Test]
    public async Task A_watch_is_handed_on_as_it_begins_and_has_no_end(CancellationToken cancellationToken)
    {
        await using var server = new RawServer(
            new Script(
                "200 OK", """{"type":"ADDED","object":{"kind":"Node","metadata":{"name":"n1","resourceVersion":"1"}}}""" + "\n", Length: null, Holds: true));
        using var client = Client(server);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var events = client.CoreV1.WatchListNodeAsync(resourceVersion: "0", cancellationToken: stop.Token).GetAsyncEnumerator(stop.Token);

        Assert.That(await events.MoveNextAsync(), Is.True);
        Assert.That(events.Current.Item2.Metadata.Name, Is.EqualTo("n1"));
        var next = events.MoveNextAsync().AsTask();
        Assert.That(
            await Task.WhenAny(next, Task.Delay(Quick.AttemptTimeout * 3, TimeProvider.System, cancellationToken)),
            Is.Not.SameAs(next),
            "silence ends no watch so soon");
        Assert.That(server.Connections, Is.EqualTo(1));
        await stop.CancelAsync();
        Assert.That(async () => await next, Throws.InstanceOf<OperationCanceledException>());
    }

    private static KubernetesClientConfiguration Configuration(RawServer server) => new() { Host = server.Url };

    private static k8s.Kubernetes Client(RawServer server) => new(Configuration(server), new ClusterResilienceHandler(TimeProvider.System, Quick));
}
