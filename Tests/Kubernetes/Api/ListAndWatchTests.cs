using System.Net;
using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Api;

namespace CniMigration.Tests.Kubernetes.Api;

[TestFixture]
internal sealed class ListAndWatchTests : ApiServerFixture
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

    [TestCase("tier=even", "p0 p2 p4")]
    [TestCase("tier!=even", "p1 p3")]
    [TestCase("tier in (odd)", "p1 p3")]
    [TestCase("tier notin (odd),number", "p0 p2 p4")]
    [TestCase("!tier", "")]
    [TestCase("number>2", "p3 p4")]
    public async Task Labels_select(string selector, string expected)
    {
        var (_, list) = await Get($"/api/v1/pods?labelSelector={Uri.EscapeDataString(selector)}");

        Assert.That(Names(list), Is.EqualTo(expected));
    }

    [TestCase("spec.nodeName=node-3", "p3")]
    [TestCase("metadata.name!=p0,status.phase=Pending", "p1 p2 p3 p4")]
    [TestCase("status.phase=Running", "")]
    public async Task Fields_select(string selector, string expected)
    {
        var (_, list) = await Get($"/api/v1/pods?fieldSelector={Uri.EscapeDataString(selector)}");

        Assert.That(Names(list), Is.EqualTo(expected));
    }

    [TestCase("fieldSelector=spec.color%3Dred", "field label not supported: spec.color")]
    [TestCase("labelSelector=a%3D%3D%3Db", "unable to parse requirement")]
    public async Task A_selector_that_means_nothing_is_a_bad_request(string query, string expected)
    {
        var (status, body) = await Get($"/api/v1/pods?{query}");

        Assert.That(status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((string?)body["message"], Does.Contain(expected));
    }

    [Test]
    public async Task Pages_show_one_moment()
    {
        var (_, first) = await Get("/api/v1/namespaces/default/pods?limit=2");
        Assert.That(Names(first), Is.EqualTo("p0 p1"));
        Assert.That((long?)first["metadata"]!["remainingItemCount"], Is.EqualTo(3));

        await Patch("/api/v1/namespaces/default/pods/p2", """{"metadata":{"labels":{"changed":"between"}}}""");
        var next = Uri.EscapeDataString((string)first["metadata"]!["continue"]!);
        var (_, second) = await Get($"/api/v1/namespaces/default/pods?limit=2&continue={next}");

        Assert.That(Names(second), Is.EqualTo("p2 p3"));
        Assert.That(second["items"]![0]!["metadata"]!["labels"]!["changed"], Is.Null);
        await Patch("/api/v1/namespaces/default/pods/p2", """{"metadata":{"labels":{"changed":null}}}""");
    }

    [Test]
    public async Task A_watch_without_a_version_begins_with_what_is_there()
    {
        await using var watch = await Watch("labelSelector=tier%3Dodd");

        Assert.That(await watch.NextAsync(), Is.EqualTo("ADDED p1"));
        Assert.That(await watch.NextAsync(), Is.EqualTo("ADDED p3"));
    }

    [Test]
    public async Task A_watcher_sees_objects_enter_change_and_leave_its_selection()
    {
        var version = (string)(await Get("/api/v1/pods")).Body["metadata"]!["resourceVersion"]!;
        await using var watch = await Watch($"resourceVersion={version}&labelSelector=seen%3Dyes");

        await Patch("/api/v1/namespaces/default/pods/p0", """{"metadata":{"labels":{"seen":"yes"}}}""");
        await Patch("/api/v1/namespaces/default/pods/p0", """{"metadata":{"labels":{"more":"yes"}}}""");
        await Patch("/api/v1/namespaces/default/pods/p0", """{"metadata":{"labels":{"seen":null,"more":null}}}""");

        Assert.That(await watch.NextAsync(), Is.EqualTo("ADDED p0"));
        Assert.That(await watch.NextAsync(), Is.EqualTo("MODIFIED p0"));
        Assert.That(await watch.NextAsync(), Is.EqualTo("DELETED p0"));
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

    [Test]
    public async Task Tables_have_the_columns_that_kubectl_prints()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/namespaces/default/pods?fieldSelector=metadata.name%3Dp3");
        request.Headers.Accept.ParseAdd("application/json;as=Table;v=v1;g=meta.k8s.io");
        using var response = await Http.SendAsync(request, Cancellation);
        var table = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!;

        Assert.That((string?)table["kind"], Is.EqualTo("Table"));
        Assert.That(table["columnDefinitions"]!.AsArray().Where(column => (int)column!["priority"]! == 0).Select(column => (string?)column!["name"]),
            Is.EqualTo(new[] { "Name", "Ready", "Status", "Restarts", "Age" }));
        Assert.That(table["rows"]![0]!["cells"]!.AsArray().Take(3).Select(cell => (string?)cell), Is.EqualTo(new[] { "p3", "0/1", "Pending" }));
    }

    private static string Names(JsonNode list) => string.Join(' ', list["items"]!.AsArray().Select(item => (string?)item!["metadata"]!["name"]));

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
