using System.Net;
using System.Text.Json.Nodes;

namespace CniMigration.Tests.Kubernetes.Api;

[TestFixture]
internal sealed class PatchTests : ApiServerFixture
{
    private const string Deployments = "/apis/apps/v1/namespaces/default/deployments";
    private const string Strategic = "application/strategic-merge-patch+json";

    [Test]
    public async Task A_strategic_merge_patch_merges_lists_by_their_keys()
    {
        await Create("strategic");

        var (_, patched) = await Patch($"{Deployments}/strategic", """
            {"spec":{"template":{"spec":{
              "containers":[{"name":"side","image":"side:1"},{"name":"main","env":[{"name":"B","value":"2"},{"$patch":"delete","name":"A"}]}],
              "tolerations":[{"operator":"Exists"}]}}}}
            """, Strategic);

        var spec = patched["spec"]!["template"]!["spec"]!;
        Assert.That(spec["containers"]!.AsArray().Select(container => (string?)container!["name"]), Is.EquivalentTo(new[] { "main", "side" }));
        var main = spec["containers"]!.AsArray().Single(container => (string?)container!["name"] == "main")!;
        Assert.That((string?)main["image"], Is.EqualTo("main:1"));
        Assert.That(main["env"]!.AsArray().Select(variable => (string?)variable!["name"]), Is.EqualTo(new[] { "B" }));
        Assert.That(spec["tolerations"]!.AsArray(), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task An_atomic_list_is_replaced_as_a_whole()
    {
        await Create("atomic");
        await Patch($"{Deployments}/atomic", """{"spec":{"template":{"spec":{"tolerations":[{"key":"a","operator":"Exists"}]}}}}""", Strategic);

        var (_, patched) = await Patch($"{Deployments}/atomic",
            """{"spec":{"template":{"spec":{"tolerations":[{"key":"b","operator":"Exists"}]}}}}""", Strategic);

        Assert.That(patched["spec"]!["template"]!["spec"]!["tolerations"]!.AsArray().Select(each => (string?)each!["key"]), Is.EqualTo(new[] { "b" }));
    }

    [Test]
    public async Task Directives_delete_replace_and_order()
    {
        await Create("directives");
        await Patch($"{Deployments}/directives", """{"metadata":{"finalizers":["a.example/x","b.example/x"]}}""");

        var (_, patched) = await Patch($"{Deployments}/directives", """
            {"metadata":{"$deleteFromPrimitiveList/finalizers":["a.example/x"]},
             "spec":{"strategy":{"$retainKeys":["type"],"type":"Recreate"},
                     "template":{"spec":{"$setElementOrder/containers":[{"name":"first"},{"name":"main"}],
                                         "containers":[{"name":"first","image":"first:1"}]}}}}
            """, Strategic);

        Assert.That(patched["metadata"]!["finalizers"]!.AsArray().Select(name => (string?)name), Is.EqualTo(new[] { "b.example/x" }));
        Assert.That(patched["spec"]!["strategy"]!["rollingUpdate"], Is.Null);
        Assert.That(patched["spec"]!["template"]!["spec"]!["containers"]!.AsArray().Select(container => (string?)container!["name"]),
            Is.EqualTo(new[] { "first", "main" }));
    }

    [Test]
    public async Task A_json_patch_whose_test_fails_changes_nothing()
    {
        await Create("json");

        var (status, refusal) = await Patch($"{Deployments}/json", """
            [{"op":"test","path":"/spec/replicas","value":7},{"op":"replace","path":"/spec/replicas","value":9}]
            """, "application/json-patch+json");
        Assert.That((int)status, Is.EqualTo(422));
        Assert.That((string?)refusal["reason"], Is.EqualTo("Invalid"));

        var (_, patched) = await Patch($"{Deployments}/json", """
            [{"op":"test","path":"/spec/replicas","value":1},{"op":"replace","path":"/spec/replicas","value":9},
             {"op":"add","path":"/metadata/labels","value":{"x/b":"c"}},{"op":"copy","from":"/metadata/labels/x~1b","path":"/metadata/labels/d"}]
            """, "application/json-patch+json");
        Assert.That((int?)patched["spec"]!["replicas"], Is.EqualTo(9));
        Assert.That((string?)patched["metadata"]!["labels"]!["d"], Is.EqualTo("c"));
    }

    [Test]
    public async Task A_generation_counts_changes_of_the_spec_only()
    {
        await Create("generation");
        var (_, labelled) = await Patch($"{Deployments}/generation", """{"metadata":{"labels":{"a":"b"}}}""");
        Assert.That((int?)labelled["metadata"]!["generation"], Is.EqualTo(1));

        var (_, scaled) = await Patch($"{Deployments}/generation", """{"spec":{"replicas":2},"status":{"replicas":5}}""");
        Assert.That((int?)scaled["metadata"]!["generation"], Is.EqualTo(2));
        Assert.That(scaled["status"]?["replicas"], Is.Null);

        var (_, status) = await Patch($"{Deployments}/generation/status", """{"spec":{"replicas":9},"status":{"replicas":5}}""");
        Assert.That((int?)status["spec"]!["replicas"], Is.EqualTo(2));
        Assert.That((int?)status["status"]!["replicas"], Is.EqualTo(5));
    }

    [Test]
    public async Task Applying_what_another_manager_owns_is_a_conflict_unless_forced()
    {
        var (created, _) = await Apply($"{Deployments}/applied", Manifest("applied", "main:1"), "one");
        Assert.That(created, Is.EqualTo(HttpStatusCode.Created));

        var (conflict, refusal) = await Apply($"{Deployments}/applied", Manifest("applied", "main:2"), "two");
        Assert.That(conflict, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That((string?)refusal["message"], Is.EqualTo(
            "Apply failed with 1 conflict: conflict with \"one\": .spec.template.spec.containers[name=\"main\"].image"));
        Assert.That((string?)refusal["details"]!["causes"]![0]!["reason"], Is.EqualTo("FieldManagerConflict"));

        var (forced, body) = await Apply($"{Deployments}/applied", Manifest("applied", "main:2"), "two", force: true);
        Assert.That(forced, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((string?)body["spec"]!["template"]!["spec"]!["containers"]![0]!["image"], Is.EqualTo("main:2"));
    }

    [Test]
    public async Task What_a_manager_no_longer_applies_goes_unless_another_owns_it()
    {
        await Apply("/api/v1/namespaces/default/configmaps/shared", Map("""{"a":"1","b":"1","c":"1"}"""), "one");
        await Apply("/api/v1/namespaces/default/configmaps/shared", Map("""{"b":"1"}"""), "two");

        var (_, body) = await Apply("/api/v1/namespaces/default/configmaps/shared", Map("""{"c":"1"}"""), "one");

        Assert.That(body["data"]!.AsObject().Select(entry => entry.Key), Is.EqualTo(new[] { "b", "c" }));
    }

    [Test]
    public async Task Applying_the_same_again_makes_no_new_version()
    {
        var (_, first) = await Apply($"{Deployments}/idempotent", Manifest("idempotent", "main:1"), "one");

        var (_, again) = await Apply($"{Deployments}/idempotent", Manifest("idempotent", "main:1"), "one");

        Assert.That((string?)again["metadata"]!["resourceVersion"], Is.EqualTo((string?)first["metadata"]!["resourceVersion"]));
    }

    [Test]
    public async Task A_patch_names_its_manager_as_the_owner_of_what_it_set()
    {
        await Create("owned");
        var (_, patched) = await Patch($"{Deployments}/owned?fieldManager=someone", """{"spec":{"replicas":4}}""");

        var owner = patched["metadata"]!["managedFields"]!.AsArray().Single(entry => (string?)entry!["manager"] == "someone")!;
        Assert.That(owner["fieldsV1"]!.ToJsonString(), Is.EqualTo("""{"f:spec":{"f:replicas":{}}}"""));
    }

    private static string Map(string data) => $$"""{"apiVersion":"v1","kind":"ConfigMap","data":{{data}}}""";

    private static string Manifest(string name, string image) => $$$"""
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"{{{name}}}"},
         "spec":{"selector":{"matchLabels":{"app":"a"}},"template":{"metadata":{"labels":{"app":"a"}},
           "spec":{"containers":[{"name":"main","image":"{{{image}}}","env":[{"name":"A","value":"1"}],"ports":[{"containerPort":80}]}] } } } }
        """;

    private async Task<JsonNode> Create(string name)
    {
        var (status, body) = await Post(Deployments, Manifest(name, "main:1"));
        Assert.That(status, Is.EqualTo(HttpStatusCode.Created), body.ToJsonString());
        return body;
    }
}
