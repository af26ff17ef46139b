using CniMigration.Tests.Conformance.Clients;
using CniMigration.Tests.Conformance.Servers;

namespace CniMigration.Tests.Conformance.Api;

internal sealed class PatchTests(ServerKind kind) : ConformanceTest(kind)
{
    private string Web => $"{Deployments}/web";

    [SetUp]
    public async Task CreateDeployment() => (await Api.PostAsync(Deployments, """
        {"metadata":{"name":"web","labels":{"a":"1","b":"2"},"finalizers":["example.com/x"]},
         "spec":{"paused":true,"replicas":0,"selector":{"matchLabels":{"app":"web"}},
          "template":{"metadata":{"labels":{"app":"web"}},"spec":{
           "containers":[
            {"name":"main","image":"main:1","args":["a","b"],"env":[{"name":"A","value":"1"},{"name":"B","value":"2"}],"ports":[{"containerPort":80},
             {"containerPort":443}]},
            {"name":"side","image":"side:1"}],
           "volumes":[{"name":"v","emptyDir":{}},{"name":"w","configMap":{"name":"c"}}],
           "tolerations":[{"key":"k","operator":"Exists"}],
           "affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[
            {"matchExpressions":[{"key":"x","operator":"In","values":["1"]}]},{"matchExpressions":[{"key":"y","operator":"Exists"}]}]}}}}}}}
        """)).Gives(201);

    [TearDown]
    public async Task Release() => (await Api.PatchAsync(Web, """{"metadata":{"finalizers":null}}""")).Gives(200);

    [Test]
    public async Task A_merge_patch_sets_removes_and_replaces_lists_whole()
    {
        var patched = (await Api.PatchAsync(Web, """
            {"metadata":{"labels":{"a":null,"c":"3"}},"spec":{"template":{"spec":{"containers":[{"name":"only","image":"only:1"}],"tolerations":null}}}}
            """)).Gives(200);
        patched
            .HasJson("metadata.labels", """{"b":"2","c":"3"}""")
            .Has("spec.template.spec.containers.0.name", "only")
            .Has("spec.template.spec.containers.1", null)
            .Has("spec.template.spec.tolerations", null).Has("spec.template.spec.volumes.1.name", "w");
    }

    [Test]
    public async Task A_strategic_merge_patch_merges_lists_by_their_keys()
    {
        var patched = await StrategicAsync(
            """{"spec":{"template":{"spec":{"containers":[{"name":"side","image":"side:2"},{"name":"new","image":"new:1"}]}}}}""");
        Assert.That(Containers(patched), Is.EqualTo("main:1 side:2 new:1"));
        patched = await StrategicAsync("""
            {"spec":{"template":{"spec":{"$setElementOrder/containers":[{"name":"new"},{"name":"main"},{"name":"side"}],
             "containers":[{"name":"main","env":[{"name":"B","value":"3"},{"name":"C","value":"4"}]}]}}}}
            """);
        Assert.That(Containers(patched), Is.EqualTo("new:1 main:1 side:2"));
        patched.HasJson("spec.template.spec.containers.1.args", """["a","b"]""");
        Assert.That(((System.Text.Json.Nodes.JsonArray)patched["spec.template.spec.containers.1.env"]!).Select(item => $"{item!["name"]}={item["value"]}"),
            Is.EquivalentTo((string[])["A=1", "B=3", "C=4"]));
    }

    [Test]
    public async Task New_elements_of_a_merged_list_stand_where_the_real_server_puts_them()
    {
        var patched = await StrategicAsync("""{"spec":{"template":{"spec":{"containers":[{"name":"new","image":"new:1"}]}}}}""");
        Assert.That(Containers(patched), Is.EqualTo("new:1 main:1 side:1"));
    }

    [Test]
    public async Task A_directive_deletes_an_element_by_its_key()
    {
        var patched = await StrategicAsync("""
            {"spec":{"template":{"spec":{"containers":[{"$patch":"delete","name":"side"}],"volumes":[{"$patch":"delete","name":"v"}]}}}}
            """);
        Assert.That(Containers(patched), Is.EqualTo("main:1"));
        patched.Has("spec.template.spec.volumes.0.name", "w").Has("spec.template.spec.volumes.1", null);
    }

    [Test]
    public async Task A_directive_replaces_a_map_or_a_list()
    {
        var patched = await StrategicAsync("""
            {"metadata":{"labels":{"$patch":"replace","z":"9"}},"spec":{"template":{"spec":{"containers":[{"$patch":"replace"},{"name":"only",
             "image":"only:1"}]}}}}
            """);
        patched.HasJson("metadata.labels", """{"z":"9"}""");
        Assert.That(Containers(patched), Is.EqualTo("only:1"));
    }

    [Test]
    public async Task Values_are_deleted_from_a_list_of_values()
    {
        (await Api.PatchAsync(Web, """{"metadata":{"finalizers":["example.com/x","example.com/y","example.com/z"]}}""")).Gives(200);
        var patched = await StrategicAsync("""{"metadata":{"$deleteFromPrimitiveList/finalizers":["example.com/y"],"finalizers":["example.com/w"]}}""");
        Assert.That(((System.Text.Json.Nodes.JsonArray)patched["metadata.finalizers"]!).Select(item => (string)item!),
            Is.EquivalentTo((string[])["example.com/w", "example.com/x", "example.com/z"]));
    }

    [Test]
    public async Task A_null_removes_a_field()
    {
        var patched = await StrategicAsync("""{"metadata":{"labels":{"a":null}},"spec":{"template":{"spec":{"affinity":null}}}}""");
        patched.HasJson("metadata.labels", """{"b":"2"}""").Has("spec.template.spec.affinity", null);
    }

    [Test]
    public async Task Lists_without_a_merge_key_are_replaced_whole()
    {
        var patched = await StrategicAsync("""
            {"spec":{"template":{"spec":{"tolerations":[{"key":"other","operator":"Exists"}],"containers":[{"name":"main","args":["c"]}],
             "affinity":{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[{"matchExpressions":[{"key":"z",
              "operator":"Exists"}]}]}}}}}}}
            """);
        patched.Has("spec.template.spec.tolerations.0.key", "other").Has("spec.template.spec.tolerations.1", null)
            .HasJson(
                "spec.template.spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms",
                """[{"matchExpressions":[{"key":"z","operator":"Exists"}]}]""");
        Assert.That(
            ((System.Text.Json.Nodes.JsonArray)patched["spec.template.spec.containers"]!)
                .Single(item => (string?)item!["name"] == "main")!["args"]!
                .ToJsonString(),
            Is.EqualTo("""["c"]"""));
    }

    [Test]
    public async Task A_retained_key_clears_the_other_members_of_a_union()
    {
        var patched = await StrategicAsync("""
            {"spec":{"template":{"spec":{"volumes":[{"name":"v","$retainKeys":["name","hostPath"],"hostPath":{"path":"/x"}}]}}}}
            """);
        patched.Has("spec.template.spec.volumes.0.hostPath.path", "/x").Has("spec.template.spec.volumes.0.emptyDir", null);
        (await StrategicAsync("""{"spec":{"strategy":{"$retainKeys":["type"],"type":"Recreate"}}}""")).Has("spec.strategy.rollingUpdate", null);
    }

    [Test]
    public async Task An_element_without_its_merge_key_is_an_error()
    {
        var answer = await Api.PatchAsync(Web, """{"spec":{"template":{"spec":{"containers":[{"image":"x"}]}}}}""", ApiClient.StrategicMerge);
        answer.Gives(500);
        Assert.That(answer.Message, Is.EqualTo("map: map[image:x] does not contain declared merge key: name"));
    }

    [Test]
    public async Task A_json_patch_adds_replaces_moves_copies_and_removes()
    {
        var patched = await JsonAsync("""
            [{"op":"test","path":"/metadata/labels/a","value":"1"},{"op":"replace","path":"/metadata/labels/a","value":"9"},{"op":"remove",
             "path":"/metadata/labels/b"},
             {"op":"add","path":"/metadata/labels/example.com~1slash","value":"s"},{"op":"copy","from":"/metadata/labels/a","path":"/metadata/labels/copied"},
             {"op":"move","from":"/metadata/labels/copied","path":"/metadata/labels/moved"},
             {"op":"add","path":"/spec/template/spec/containers/-","value":{"name":"last","image":"last:1"}},
             {"op":"add","path":"/spec/template/spec/containers/0","value":{"name":"first","image":"first:1"}}]
            """);
        patched.Gives(200).HasJson("metadata.labels", """{"a":"9","example.com/slash":"s","moved":"9"}""");
        Assert.That(Containers(patched), Is.EqualTo("first:1 main:1 side:1 last:1"));
    }

    [TestCase("""[{"op":"test","path":"/metadata/labels/a","value":"2"}]""")]
    [TestCase("""[{"op":"replace","path":"/spec/none/deeper","value":1}]""")]
    [TestCase("""[{"op":"remove","path":"/metadata/labels/none"}]""")]
    public async Task A_json_patch_that_does_not_fit_changes_nothing(string patch)
    {
        (await JsonAsync(patch)).Refuses(422, "Invalid", "the server rejected our request due to an error in our request");
        (await Api.GetAsync(Web)).HasJson("metadata.labels", """{"a":"1","b":"2"}""").Has("metadata.generation", 1);
    }

    [Test]
    public async Task A_failing_test_undoes_what_came_before_it()
    {
        (await JsonAsync("""[{"op":"add","path":"/metadata/labels/new","value":"x"},{"op":"test","path":"/metadata/labels/a","value":"2"}]"""))
            .Refuses(422, "Invalid");
        (await Api.GetAsync(Web)).HasJson("metadata.labels", """{"a":"1","b":"2"}""");
    }

    [Test]
    public async Task What_is_no_patch_is_a_bad_request()
    {
        (await JsonAsync("""{"op":"remove"}""")).Refuses(400, "BadRequest");
        (await Api.PatchAsync(Web, "{nonsense", ApiClient.StrategicMerge)).Refuses(400, "BadRequest");
    }

    [Test]
    public async Task A_patch_that_makes_an_object_invalid_is_refused() =>
        (await Api.PatchAsync(Web, """{"spec":{"replicas":-1}}"""))
            .Refuses(422, "Invalid", "spec.replicas: Invalid value: -1: must be greater than or equal to 0");

    [Test]
    public async Task What_never_changes_is_not_changed_by_a_patch()
    {
        var before = await Api.GetAsync(Web);
        (await Api.PatchAsync(Web, """{"metadata":{"uid":"9b0e2a8e-0000-4000-8000-000000000000"}}"""))
            .Refuses(422, "Invalid", "metadata.uid: Invalid value: \"9b0e2a8e-0000-4000-8000-000000000000\": field is immutable");
        (await Api.PatchAsync(Web, """{"metadata":{"creationTimestamp":"2001-01-01T00:00:00Z","labels":{"n":"1"}},"status":{"replicas":7}}""")).Gives(200)
            .Has("metadata.creationTimestamp", (string?)before["metadata.creationTimestamp"]).Has("status.replicas", null);
        (await Api.PatchAsync(Web, """{"metadata":{"name":"other"}}""")).Gives(400);
    }

    private async Task<Answer> StrategicAsync(string patch) => (await Api.PatchAsync(Web, patch, ApiClient.StrategicMerge)).Gives(200);

    private Task<Answer> JsonAsync(string patch) => Api.PatchAsync(Web, patch, ApiClient.Json);

    private static string Containers(Answer deployment) =>
        string.Join(' ', ((System.Text.Json.Nodes.JsonArray)deployment["spec.template.spec.containers"]!).Select(container => (string)container!["image"]!));
}
