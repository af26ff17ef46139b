using System.Text.Json.Nodes;
using CniMigration.Tests.Conformance.Clients;
using CniMigration.Tests.Conformance.Servers;

namespace CniMigration.Tests.Conformance.Api;

internal sealed class WatchTests(ServerKind kind) : ConformanceTest(kind)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private string Services => Core("services");

    [Test]
    public async Task A_watch_without_a_version_begins_with_what_is_there_and_goes_on()
    {
        await CreateAsync("a");
        await CreateAsync("b");
        await using var watch = await WatchAsync("");
        Assert.That((string[])[await watch.NextAsync(), await watch.NextAsync()], Is.EquivalentTo((string[])["ADDED a", "ADDED b"]));
        await CreateAsync("c");
        (await Api.PatchAsync($"{Services}/a", """{"metadata":{"labels":{"x":"y"}}}""")).Gives(200);
        (await Api.DeleteAsync($"{Services}/b")).Gives(200);
        Assert.That((string[])[await watch.NextAsync(), await watch.NextAsync(), await watch.NextAsync()],
            Is.EqualTo((string[])["ADDED c", "MODIFIED a", "DELETED b"]));
    }

    [Test]
    public async Task A_watch_resumes_after_the_version_it_is_given()
    {
        var a = await CreateAsync("a");
        await CreateAsync("b");
        await using var watch = await WatchAsync($"&resourceVersion={a.Version}");
        Assert.That(await watch.NextAsync(), Is.EqualTo("ADDED b"));
    }

    [Test]
    public async Task A_watch_of_a_list_sees_what_happens_after_the_list()
    {
        await CreateAsync("a");
        var list = await Api.GetAsync(Services);
        await CreateAsync("b");
        await using var watch = await WatchAsync($"&resourceVersion={list.Version}");
        Assert.That(await watch.NextAsync(), Is.EqualTo("ADDED b"));
    }

    [Test]
    public async Task A_deleted_object_is_shown_as_it_last_was_with_the_version_of_its_deletion()
    {
        var a = await CreateAsync("a");
        await using var watch = await WatchAsync($"&resourceVersion={a.Version}");
        (await Api.DeleteAsync($"{Services}/a")).Gives(200);
        var deleted = await watch.NextEventAsync();
        Assert.Multiple(() =>
        {
            Assert.That((string?)deleted["type"], Is.EqualTo("DELETED"));
            Assert.That((string?)Answer.At(deleted, "object.kind"), Is.EqualTo("Service"));
            Assert.That((string?)Answer.At(deleted, "object.apiVersion"), Is.EqualTo("v1"));
            Assert.That((string?)Answer.At(deleted, "object.metadata.uid"), Is.EqualTo(a.Uid));
            Assert.That(long.Parse((string)Answer.At(deleted, "object.metadata.resourceVersion")!, System.Globalization.CultureInfo.InvariantCulture),
                Is.GreaterThan(long.Parse(a.Version, System.Globalization.CultureInfo.InvariantCulture)));
        });
    }

    [Test]
    public async Task A_watcher_sees_objects_enter_change_and_leave_its_selection()
    {
        var a = await CreateAsync("a");
        await using var watch = await WatchAsync($"&labelSelector=in%3Dyes&resourceVersion={a.Version}");
        (await Api.PatchAsync($"{Services}/a", """{"metadata":{"labels":{"other":"label"}}}""")).Gives(200);
        (await Api.PatchAsync($"{Services}/a", """{"metadata":{"labels":{"in":"yes"}}}""")).Gives(200);
        (await Api.PatchAsync($"{Services}/a", """{"metadata":{"labels":{"more":"yes"}}}""")).Gives(200);
        (await Api.PatchAsync($"{Services}/a", """{"metadata":{"labels":{"in":"no"}}}""")).Gives(200);
        Assert.That((string[])[await watch.NextAsync(), await watch.NextAsync(), await watch.NextAsync()],
            Is.EqualTo((string[])["ADDED a", "MODIFIED a", "DELETED a"]));
    }

    [Test]
    public async Task A_single_object_is_watched_by_its_name()
    {
        await CreateAsync("a");
        await using var watch = await WatchAsync("&fieldSelector=metadata.name%3Db");
        await CreateAsync("b");
        Assert.That(await watch.NextAsync(), Is.EqualTo("ADDED b"));
    }

    [Test]
    public async Task A_watch_ends_after_its_time()
    {
        await CreateAsync("a");
        await using var watch = await WatchAsync("&timeoutSeconds=1");
        Assert.That(await watch.NextAsync(), Is.EqualTo("ADDED a"));
        Assert.That(await watch.EndsAsync(), Is.True);
    }

    [Test]
    public async Task A_version_that_is_no_longer_kept_is_gone()
    {
        // Of a type that is new, a server knows no older changes.
        var old = (await Api.GetAsync(Services)).Version;
        (await Api.PostAsync("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", $$$$"""
            {"metadata":{"name":"things.{{{{Namespace}}}}.example.com"},"spec":{"group":"{{{{Namespace}}}}.example.com","scope":"Namespaced",
             "names":{"plural":"things","kind":"Thing"},"versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object"}}}]}}
            """)).Gives(201);
        var things = $"/apis/{Namespace}.example.com/v1/namespaces/{Namespace}/things";
        await UntilAsync(things, list => list.Status == 200);
        await using var watch = await OpenWatch.StartAsync(Api, $"{things}?watch=1&resourceVersion={old}", Patience);
        var error = await watch.NextEventAsync();
        Assert.Multiple(() =>
        {
            Assert.That((string?)error["type"], Is.EqualTo("ERROR"));
            Assert.That((string?)Answer.At(error, "object.kind"), Is.EqualTo("Status"));
            Assert.That((int?)Answer.At(error, "object.code"), Is.EqualTo(410));
            Assert.That((string?)Answer.At(error, "object.reason"), Is.EqualTo("Expired"));
            Assert.That((string?)Answer.At(error, "object.message"), Does.StartWith($"too old resource version: {old} ("));
        });
        Assert.That(await watch.EndsAsync(), Is.True);
    }

    private async Task<Answer> CreateAsync(string name) =>
        (await Api.PostAsync(Services, $$$"""{"metadata":{"name":"{{{name}}}"},"spec":{"ports":[{"port":80}]}}""")).Gives(201);

    private Task<OpenWatch> WatchAsync(string query) => OpenWatch.StartAsync(Api, $"{Services}?watch=1{query}", Patience);

    private sealed class OpenWatch(IAsyncEnumerator<JsonNode> events, CancellationTokenSource patience) : IAsyncDisposable
    {
        public static Task<OpenWatch> StartAsync(ApiClient api, string path, TimeSpan patience)
        {
            var source = new CancellationTokenSource(patience, TimeProvider.System);
            return Task.FromResult(new OpenWatch(api.WatchAsync(path, source.Token).GetAsyncEnumerator(source.Token), source));
        }

        /// <summary>The next change: its type and the object's name.</summary>
        public async Task<string> NextAsync()
        {
            var next = await NextEventAsync();
            return $"{(string?)next["type"]} {(string?)Answer.At(next, "object.metadata.name")}";
        }

        public async Task<JsonNode> NextEventAsync() =>
            await events.MoveNextAsync() ? events.Current : throw new AssertionException("The watch ended.");

        public async Task<bool> EndsAsync() => !await events.MoveNextAsync();

        public async ValueTask DisposeAsync()
        {
            await patience.CancelAsync();
            await events.DisposeAsync();
            patience.Dispose();
        }
    }
}
