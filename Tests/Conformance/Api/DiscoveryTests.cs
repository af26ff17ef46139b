using System.Text.Json.Nodes;
using CniMigration.Tests.Conformance.Servers;

namespace CniMigration.Tests.Conformance.Api;

internal sealed class DiscoveryTests(ServerKind kind) : ConformanceTest(kind)
{
    [Test]
    public async Task The_core_versions_are_told()
    {
        var answer = (await Api.GetAsync("/api")).Gives(200);
        answer.Has("kind", "APIVersions").HasJson("versions", """["v1"]""");
    }

    [TestCase("apps", "apps/v1")]
    [TestCase("batch", "batch/v1")]
    [TestCase("rbac.authorization.k8s.io", "rbac.authorization.k8s.io/v1")]
    [TestCase("apiextensions.k8s.io", "apiextensions.k8s.io/v1")]
    [TestCase("storage.k8s.io", "storage.k8s.io/v1")]
    public async Task A_group_names_its_preferred_version(string group, string version)
    {
        var groups = (await Api.GetAsync("/apis")).Gives(200).Has("kind", "APIGroupList");
        var listed = ((JsonArray)groups["groups"]!).Single(item => (string?)item!["name"] == group)!;
        Assert.That((string?)listed["preferredVersion"]!["groupVersion"], Is.EqualTo(version));
        (await Api.GetAsync($"/apis/{group}")).Gives(200).Has("kind", "APIGroup").Has("name", group).Has("preferredVersion.groupVersion", version);
    }

    [TestCase("/api/v1", "pods", "Pod", true, "po")]
    [TestCase("/api/v1", "nodes", "Node", false, "no")]
    [TestCase("/api/v1", "configmaps", "ConfigMap", true, "cm")]
    [TestCase("/apis/apps/v1", "daemonsets", "DaemonSet", true, "ds")]
    [TestCase("/apis/apps/v1", "deployments", "Deployment", true, "deploy")]
    [TestCase("/apis/batch/v1", "jobs", "Job", true, null)]
    public async Task A_resource_is_described(string path, string plural, string type, bool namespaced, string? shortName)
    {
        var resource = await ResourceAsync(path, plural);
        Assert.Multiple(() =>
        {
            Assert.That((string?)resource["kind"], Is.EqualTo(type));
            Assert.That((bool?)resource["namespaced"], Is.EqualTo(namespaced));
            Assert.That((string?)resource["shortNames"]?[0], Is.EqualTo(shortName));
            Assert.That(((JsonArray)resource["verbs"]!).Select(verb => (string)verb!),
                Is.EquivalentTo((string[])["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"]));
        });
    }

    [TestCase("/api/v1", "bindings", null, null, "Binding", "create")]
    [TestCase("/api/v1", "componentstatuses", null, null, "ComponentStatus", "get list")]
    [TestCase("/apis/apps/v1", "deployments/scale", "autoscaling", "v1", "Scale", "get patch update")]
    [TestCase("/apis/apps/v1", "deployments/status", null, null, "Deployment", "get patch update")]
    [TestCase("/api/v1", "pods/binding", null, null, "Binding", "create")]
    [TestCase("/api/v1", "pods/status", null, null, "Pod", "get patch update")]
    [TestCase("/api/v1", "namespaces/finalize", null, null, "Namespace", "update")]
    public async Task A_subresource_is_described(string path, string name, string? group, string? version, string type, string verbs)
    {
        var resource = await ResourceAsync(path, name);
        Assert.Multiple(() =>
        {
            Assert.That((string?)resource["group"], Is.EqualTo(group));
            Assert.That((string?)resource["version"], Is.EqualTo(version));
            Assert.That((string?)resource["kind"], Is.EqualTo(type));
            Assert.That(((JsonArray)resource["verbs"]!).Select(verb => (string)verb!), Is.EquivalentTo(verbs.Split(' ')));
        });
    }

    [Test]
    public async Task The_eviction_subresource_names_the_policy_version_to_use()
    {
        var resource = await ResourceAsync("/api/v1", "pods/eviction");
        Assert.Multiple(() =>
        {
            Assert.That((string?)resource["group"], Is.EqualTo("policy"));
            Assert.That((string?)resource["version"], Is.EqualTo(Differs("v1", "v1beta1", "1.20 has no policy/v1")));
            Assert.That((string?)resource["kind"], Is.EqualTo("Eviction"));
        });
    }

    [Test]
    public async Task The_version_is_told()
    {
        var version = (await Api.GetAsync("/version")).Gives(200);
        Assert.That((string?)version["gitVersion"], Does.Match(@"^v1\.\d+\.\d+"));
        version.Has("major", "1").Has("minor", Differs("33", "20", "they are of different versions"));
    }

    [TestCase("/healthz")]
    [TestCase("/livez")]
    [TestCase("/readyz")]
    public async Task Health_is_a_plain_ok(string path)
    {
        var answer = (await Api.GetAsync(path)).Gives(200);
        Assert.That(answer.Text, Is.EqualTo("ok"));
    }

    [Test]
    public async Task What_is_not_served_is_not_found()
    {
        (await Api.GetAsync(Core("nothings"))).Refuses(404, "NotFound", "the server could not find the requested resource");
        (await Api.GetAsync($"{Pods}/missing/nothing")).Refuses(404, "NotFound", "the server could not find the requested resource");
        (await Api.GetAsync("/apis/no.such.group/v1/things")).Gives(404);
        (await Api.GetAsync("/api/v1/componentstatuses/moon")).Gives(Differs(404, 500, "1.20 takes what it does not have for a mistake of its own"));
    }

    [Test]
    public async Task A_verb_that_a_resource_does_not_have_is_not_allowed()
    {
        (await Api.PostAsync($"{ConfigMaps}/one", """{"metadata":{"name":"one"}}"""))
            .Refuses(405, "MethodNotAllowed", "the server does not allow this method on the requested resource");
        (await Api.PutAsync(ConfigMaps, """{"metadata":{"name":"one"}}""")).Refuses(405, "MethodNotAllowed");
    }

    [Test]
    public async Task An_unknown_token_is_unauthorized()
    {
        var answer = await Api.SendAsync(HttpMethod.Get, Pods, token: "no-such-token");
        answer.Refuses(401, "Unauthorized", "Unauthorized");
    }

    [Test]
    public async Task A_form_that_the_server_cannot_answer_in_is_refused()
    {
        (await Api.GetAsync(Pods, accept: "application/xml")).Refuses(406, "NotAcceptable");
        (await Api.SendAsync(HttpMethod.Post, ConfigMaps, "<a/>", "application/xml")).Refuses(415, "UnsupportedMediaType");
        (await Api.PatchAsync($"{ConfigMaps}/kube-root-ca.crt", "{}", "application/json")).Refuses(415, "UnsupportedMediaType");
    }

    [Test]
    public async Task A_table_is_served_to_those_who_ask_for_one()
    {
        (await Api.PostAsync(Pods, """{"metadata":{"name":"one"},"spec":{"containers":[{"name":"c","image":"i"}]}}""")).Gives(201);
        var table = (await Api.GetAsync(Pods, accept: "application/json;as=Table;g=meta.k8s.io;v=v1")).Gives(200);
        table.Has("kind", "Table").Has("apiVersion", "meta.k8s.io/v1");
        Assert.That(((JsonArray)table["columnDefinitions"]!).Where(column => (int)column!["priority"]! == 0).Select(column => (string)column!["name"]!),
            Is.EqualTo((string[])["Name", "Ready", "Status", "Restarts", "Age"]));
        table.Has("rows.0.cells.0", "one").Has("rows.0.cells.1", "0/1").Has("rows.0.cells.2", "Pending").Has("rows.0.object.kind", "PartialObjectMetadata");
    }

    private async Task<JsonNode> ResourceAsync(string path, string name)
    {
        var list = (await Api.GetAsync(path)).Gives(200).Has("kind", "APIResourceList");
        return ((JsonArray)list["resources"]!).Single(resource => (string?)resource!["name"] == name)!;
    }
}
