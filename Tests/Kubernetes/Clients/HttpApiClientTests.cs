using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Clients;
using CniMigration.Kubernetes.Kinds;
using CniMigration.Kubernetes.Model;
using CniMigration.Kubernetes.Objects;
using CniMigration.Tests.Kubernetes.Api;

namespace CniMigration.Tests.Kubernetes.Clients;

[CancelAfter(60_000)]
internal sealed class HttpApiClientTests : ApiServerFixture
{
    private HttpClient connection = null!;
    private HttpApiClient client = null!;

    [OneTimeSetUp]
    public void Connect()
    {
        connection = ApiConnection.Open(Server.Endpoint, Server.AuthorityPem, Token);
        client = new HttpApiClient(connection, new ServedVersions(), "somebody");
    }

    [OneTimeTearDown]
    public void Disconnect() => connection.Dispose();

    [Test]
    public async Task An_object_lives_and_is_watched()
    {
        Assert.That(await client.GetAsync(ResourceTypes.ConfigMaps, "default", "life", Cancellation), Is.Null);
        var start = (await client.ListAsync(ResourceTypes.ConfigMaps, "default", Cancellation)).ResourceVersion;
        await using var events = client.WatchAsync(ResourceTypes.ConfigMaps, start, Cancellation).GetAsyncEnumerator(Cancellation);

        var created = await client.CreateAsync(ResourceTypes.ConfigMaps, "default", Map("life", "1"), Cancellation);
        Assert.That((string?)created.ToJson()["metadata"]!["managedFields"]![0]!["manager"], Is.EqualTo("somebody"));
        var patched = await client.PatchAsync(ResourceTypes.ConfigMaps, "default", "life", JsonNode.Parse("""{"data":{"a":"2"}}""")!, Cancellation);
        var next = patched.ToJson();
        next["data"]!["a"] = "3";
        var updated = await client.UpdateAsync(ResourceTypes.ConfigMaps, "default", "life", next, Cancellation);
        Assert.That(
            (await client.ListAsync(ResourceTypes.ConfigMaps, "default", Cancellation)).Items.Single(item => item.Name == "life").ResourceVersion,
            Is.EqualTo(updated.ResourceVersion));
        await client.DeleteAsync(ResourceTypes.ConfigMaps, "default", "life", new DeleteOptions(Uid: created.Uid), Cancellation);

        foreach (var kind in (ApiEventKind[])[ApiEventKind.Added, ApiEventKind.Modified, ApiEventKind.Modified, ApiEventKind.Deleted])
        {
            Assert.That(await events.MoveNextAsync());
            Assert.That((events.Current.Kind, events.Current.Object.Name), Is.EqualTo((kind, "life")));
        }
    }

    [Test]
    public async Task A_refusal_keeps_its_code_and_reason()
    {
        await client.CreateAsync(ResourceTypes.ConfigMaps, "default", Map("once", "1"), Cancellation);
        Assert.That(async () => await client.CreateAsync(ResourceTypes.ConfigMaps, "default", Map("once", "1"), Cancellation),
            Throws.TypeOf<ApiException>().With.Property("IsAlreadyExists").True.And.Message.Contains("configmaps \"once\" already exists"));
        Assert.That(async () => await client.DeleteAsync(ResourceTypes.ConfigMaps, "default", "nobody", null, Cancellation),
            Throws.TypeOf<ApiException>().With.Property("IsNotFound").True);
    }

    [Test]
    public async Task The_end_of_a_watch_is_thrown_as_what_the_server_says_of_it()
    {
        var wire = new HttpClient(new Expired()) { BaseAddress = new Uri("http://cluster.test/") };
        await using var events = new HttpApiClient(wire, new ServedVersions(), "somebody")
            .WatchAsync(ResourceTypes.Pods, 1, Cancellation)
            .GetAsyncEnumerator(Cancellation);
        Assert.That(async () => await events.MoveNextAsync(), Throws.TypeOf<ApiException>().With.Property("IsExpired").True);
        wire.Dispose();
    }

    [Test]
    public async Task A_pod_is_evicted_through_its_subresource()
    {
        await client.CreateAsync(
            ResourceTypes.ServiceAccounts, "default", new JsonObject { ["metadata"] = new JsonObject { ["name"] = "default" } }, Cancellation);
        await client.CreateAsync(ResourceTypes.Pods, "default",
            (JsonObject)JsonNode.Parse("""{"metadata":{"name":"leaves"},"spec":{"containers":[{"name":"c","image":"c"}]}}""")!, Cancellation);
        await client.CreateAsync(
            ResourceTypes.Pods, "default", new JsonObject { ["kind"] = "Eviction", ["metadata"] = new JsonObject { ["name"] = "leaves" } }, Cancellation,
            "eviction", "leaves");
        Assert.That((await client.GetAsync(ResourceTypes.Pods, "default", "leaves", Cancellation))?.As<Pod>().IsDeleting, Is.Not.False);
    }

    private static JsonObject Map(string name, string value) =>
        new() { ["metadata"] = new JsonObject { ["name"] = name }, ["data"] = new JsonObject { ["a"] = value } };

    private sealed class Expired : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage
            {
                Content = new StringContent("""
                {"type":"BOOKMARK","object":{"kind":"Pod","metadata":{"resourceVersion":"5"}}}
                {"type":"ERROR","object":{"kind":"Status","code":410,"reason":"Expired","message":"too old resource version: 1 (5)"}}

                """),
            });
    }
}
