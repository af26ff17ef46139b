using System.Net;
using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Kinds;

namespace CniMigration.Tests.Kubernetes.Api;

[TestFixture]
internal sealed class WatchTests : ApiServerFixture
{
    [OneTimeSetUp]
    public async Task CreatePods()
    {
        for (var number = 0; number < 5; number++)
        {
            var tier = number % 2 == 0 ? "even" : "odd";
            var pod = JsonNode.Parse($$"""
                {"metadata":{"name":"p{{number}}","labels":{"tier":"{{tier}}","number":"{{number}}"} },
                 "spec":{"nodeName":"node-{{number}}","containers":[{"name":"a","image":"b"}] } }
                """)!.AsObject();
            await Inside.CreateAsync(ResourceTypes.Pods, "default", pod, CancellationToken.None);
        }
    }

    [Test]
    public async Task A_watch_from_before_the_compaction_is_gone()
    {
        var version = (string)(await Get("/api/v1/configmaps")).Body["metadata"]!["resourceVersion"]!;
        await Post("/api/v1/namespaces/default/configmaps", """{"metadata":{"name":"compacted"}}""");
        Server.Core.Store.Compact();

        var (status, body) = await Get($"/api/v1/configmaps?watch=true&resourceVersion={version}");

        Assert.That(status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((string?)body["type"], Is.EqualTo("ERROR"));
        Assert.That((string?)body["object"]!["reason"], Is.EqualTo("Expired"));
    }

    [Test]
    public async Task A_watch_ends_after_its_time_and_sends_bookmarks_meanwhile()
    {
        Clock.Speed = 200;
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/nodes?watch=true&allowWatchBookmarks=true&timeoutSeconds=150");
            using var response = await Http.SendAsync(request, Cancellation);
            var frames = (await response.Content.ReadAsStringAsync(Cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

            Assert.That(frames, Is.Not.Empty);
            Assert.That(frames, Has.All.Contains("\"type\":\"BOOKMARK\""));
        }
        finally
        {
            Clock.Speed = 1;
        }
    }

    [Test]
    public async Task A_watch_can_stream_its_initial_list()
    {
        await using var watch = await Watch("sendInitialEvents=true&allowWatchBookmarks=true&resourceVersionMatch=NotOlderThan&labelSelector=tier%3Dodd");

        Assert.That(await watch.NextAsync(), Is.EqualTo("ADDED p1"));
        Assert.That(await watch.NextAsync(), Is.EqualTo("ADDED p3"));
        var bookmark = await watch.NextFrameAsync();
        Assert.That((string?)bookmark["object"]!["metadata"]!["annotations"]!["k8s.io/initial-events-end"], Is.EqualTo("true"));
    }

    private async Task<WatchReader> Watch(string query)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/pods?watch=true&{query}");
        var response = await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        return new WatchReader(response, new StreamReader(await response.Content.ReadAsStreamAsync(Cancellation)), Cancellation);
    }

    private sealed class WatchReader(HttpResponseMessage response, StreamReader reader, CancellationToken cancellationToken) : IAsyncDisposable
    {
        public async Task<string> NextAsync()
        {
            var frame = await NextFrameAsync();
            return $"{frame["type"]} {frame["object"]!["metadata"]!["name"]}";
        }

        public async Task<JsonNode> NextFrameAsync() => JsonNode.Parse((await reader.ReadLineAsync(cancellationToken))!)!;

        public ValueTask DisposeAsync()
        {
            reader.Dispose();
            response.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
