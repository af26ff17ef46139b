using System.Text.Json.Nodes;

namespace CniMigration.Tests.Kubernetes.Api;

[TestFixture]
internal sealed class DiscoveryTests : ApiServerFixture
{
    [Test]
    public async Task One_document_names_all_resources_for_clients_that_ask_for_it()
    {
        var (type, apps) = await Discover("/apis", "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json");
        Assert.That(type, Is.EqualTo("application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"));
        var group = apps["items"]!.AsArray().Single(each => (string?)each!["metadata"]!["name"] == "apps")!;
        var deployments = group["versions"]![0]!["resources"]!.AsArray().Single(each => (string?)each!["resource"] == "deployments")!;
        Assert.That(deployments["responseKind"]!.ToJsonString(), Is.EqualTo("""{"group":"apps","version":"v1","kind":"Deployment"}"""));
        Assert.That((string?)deployments["scope"], Is.EqualTo("Namespaced"));
        Assert.That(
            deployments["subresources"]!.AsArray().Select(each => $"{each!["subresource"]} {each["responseKind"]!["kind"]}"),
            Is.EqualTo(new[] { "scale Scale", "status Deployment" }));

        var (_, core) = await Discover("/api", "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList");
        Assert.That(core["items"]!.AsArray(), Has.Count.EqualTo(1));
        Assert.That(
            core["items"]![0]!["versions"]![0]!["resources"]!.AsArray().Select(each => (string?)each!["resource"]), Does.Contain("replicationcontrollers"));
    }

    [Test]
    public async Task Who_accepts_plain_lists_gets_them()
    {
        var (type, plain) = await Discover("/apis", "application/json");
        Assert.That(type, Is.EqualTo("application/json"));
        Assert.That((string?)plain["kind"], Is.EqualTo("APIGroupList"));
    }

    [Test]
    public async Task Kinds_are_described_with_their_fields_and_how_they_merge()
    {
        var (_, document) = await Get("/openapi/v3/apis/apps/v1");
        var schemas = document["components"]!["schemas"]!.AsObject();
        var deployment = schemas["io.k8s.api.apps.v1.Deployment"]!;
        Assert.That(deployment["x-kubernetes-group-version-kind"]!.ToJsonString(), Is.EqualTo("""[{"group":"apps","kind":"Deployment","version":"v1"}]"""));
        Assert.That((string?)deployment["properties"]!["spec"]!["$ref"], Is.EqualTo("#/components/schemas/io.k8s.api.apps.v1.DeploymentSpec"));
        var containers = schemas["io.k8s.api.core.v1.PodSpec"]!["properties"]!["containers"]!;
        Assert.That((string?)containers["x-kubernetes-patch-merge-key"], Is.EqualTo("name"));
        foreach (var reference in References(document))
        {
            Assert.That(schemas.ContainsKey(reference), reference);
        }
    }

    [Test]
    public async Task Events_go_an_hour_after_they_were_last_written()
    {
        const string Events = "/api/v1/namespaces/kube-public/events";
        await Post(Events, """{"metadata":{"name":"old","namespace":"kube-public"},"involvedObject":{"namespace":"kube-public"},"message":"a"}""");
        await Post(Events, """{"metadata":{"name":"renewed","namespace":"kube-public"},"involvedObject":{"namespace":"kube-public"},"message":"a"}""");
        Clock.Speed = 36000;
        await Task.Delay(TimeSpan.FromMinutes(40), Clock);
        await Patch($"{Events}/renewed", """{"message":"b"}""");
        await Task.Delay(TimeSpan.FromMinutes(30), Clock);
        Clock.Speed = 1;

        var (_, left) = await Get(Events);
        Assert.That(left["items"]!.AsArray().Select(item => (string?)item!["metadata"]!["name"]), Is.EqualTo(new[] { "renewed" }));
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject json => json.SelectMany(field => field.Key == "$ref" ? [((string)field.Value!)["#/components/schemas/".Length..]] : References(field.Value)),
        JsonArray list => list.SelectMany(References),
        _ => [],
    };

    private async Task<(string? Type, JsonNode Body)> Discover(string path, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        using var response = await Http.SendAsync(request, Cancellation);
        return (
            response.Content.Headers.ContentType?.ToString().Replace(" ", "", StringComparison.Ordinal),
            JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!);
    }
}
