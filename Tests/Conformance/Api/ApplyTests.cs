using System.Text.Json.Nodes;
using CniMigration.Tests.Conformance.Clients;
using CniMigration.Tests.Conformance.Servers;

namespace CniMigration.Tests.Conformance.Api;

internal sealed class ApplyTests(ServerKind kind) : ConformanceTest(kind)
{
    private string One => $"{ConfigMaps}/one";

    [Test]
    public async Task Applying_creates_and_then_changes()
    {
        var created = (await Api.ApplyAsync(One, Map("""{"a":"1","b":"2"}"""), "first")).Gives(201);
        created
            .Has("metadata.managedFields.0.manager", "first")
            .Has("metadata.managedFields.0.operation", "Apply")
            .Has("metadata.managedFields.0.fieldsType", "FieldsV1")
            .HasJson("metadata.managedFields.0.fieldsV1", """{"f:data":{"f:a":{},"f:b":{}}}""");
        (await Api.ApplyAsync(One, Map("""{"a":"1","b":"3"}"""), "first")).Gives(200).Has("data.b", "3");
    }

    [Test]
    public async Task Applying_the_same_again_makes_no_new_version()
    {
        var created = (await Api.ApplyAsync(One, Map("""{"a":"1"}"""), "first")).Gives(201);
        (await Api.ApplyAsync(One, Map("""{"a":"1"}"""), "first")).Gives(200).Has("metadata.resourceVersion", created.Version);
    }

    [Test]
    public async Task What_a_manager_no_longer_applies_goes_unless_another_owns_it()
    {
        (await Api.ApplyAsync(One, Map("""{"a":"1","b":"2","c":"3"}"""), "first")).Gives(201);
        (await Api.ApplyAsync(One, Map("""{"b":"2"}"""), "second")).Gives(200);
        (await Api.ApplyAsync(One, Map("""{"c":"3"}"""), "first")).Gives(200).HasJson("data", """{"b":"2","c":"3"}""");
    }

    [Test]
    public async Task Applying_what_another_manager_owns_is_a_conflict_that_names_it()
    {
        (await Api.ApplyAsync(One, Map("""{"a":"1"}"""), "first")).Gives(201);
        var refusal = (await Api.ApplyAsync(One, Map("""{"a":"2"}"""), "second"))
            .Refuses(409, "Conflict", "Apply failed with 1 conflict: conflict with \"first\": .data.a");
        refusal
            .Has("details.causes.0.reason", "FieldManagerConflict")
            .Has("details.causes.0.message", "conflict with \"first\"")
            .Has("details.causes.0.field", ".data.a");
        (await Api.GetAsync(One)).Has("data.a", "1");
    }

    [Test]
    public async Task Force_takes_a_field_over()
    {
        (await Api.ApplyAsync(One, Map("""{"a":"1","b":"1"}"""), "first")).Gives(201);
        var forced = (await Api.ApplyAsync(One, Map("""{"a":"2"}"""), "second", force: true)).Gives(200).Has("data.a", "2");
        Assert.That(Owned(forced, "first"), Is.EqualTo("""{"f:data":{"f:b":{}}}"""));
        Assert.That(Owned(forced, "second"), Is.EqualTo("""{"f:data":{"f:a":{}}}"""));
    }

    [Test]
    public async Task Two_managers_may_own_a_field_that_they_agree_on()
    {
        (await Api.ApplyAsync(One, Map("""{"a":"1"}"""), "first")).Gives(201);
        var shared = (await Api.ApplyAsync(One, Map("""{"a":"1"}"""), "second")).Gives(200);
        Assert.That(Owned(shared, "first"), Is.EqualTo(Owned(shared, "second")));
    }

    [Test]
    public async Task An_update_owns_what_it_changes_and_applying_against_it_is_a_conflict()
    {
        (await Api.ApplyAsync(One, Map("""{"a":"1","b":"1"}"""), "first")).Gives(201);
        var updated = (await Api.PatchAsync($"{One}?fieldManager=hand", """{"data":{"a":"2"}}""")).Gives(200);
        Assert.That(Owned(updated, "hand"), Is.EqualTo("""{"f:data":{"f:a":{}}}"""));
        Assert.That(Owned(updated, "first"), Is.EqualTo("""{"f:data":{"f:b":{}}}"""));
        var refusal = await Api.ApplyAsync(One, Map("""{"a":"1","b":"1"}"""), "first");
        refusal.Refuses(409, "Conflict", "conflict with \"hand\"");
    }

    [Test]
    public async Task Applying_needs_a_manager() =>
        (await Api.PatchAsync(One, Map("{}"), ApiClient.ServerSideApply)).Refuses(422, "Invalid", "fieldManager: Required value: is required for apply patch");

    [Test]
    public async Task Force_is_for_applying_only()
    {
        (await Api.ApplyAsync(One, Map("{}"), "first")).Gives(201);
        (await Api.PatchAsync($"{One}?force=true", "{}")).Refuses(422, "Invalid", "force: Forbidden: may not be specified for non-apply patch");
    }

    [Test]
    public async Task Applied_managed_fields_are_refused()
    {
        var body =
            $$$"""
            {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"one","managedFields":[{"manager":"first","operation":"Apply","apiVersion":"v1",
            "fieldsType":"FieldsV1","fieldsV1":{}}]}}
            """;
        (await Api.ApplyAsync(One, body, "first")).Refuses(400, "BadRequest", "metadata.managedFields must be nil");
    }

    [Test]
    public async Task Elements_of_keyed_lists_have_owners_of_their_own()
    {
        (await WebAsync(Web("main:1"), "first")).Gives(201);
        (await WebAsync(""","spec":{"template":{"spec":{"containers":[{"name":"side","image":"side:1"}]}}}""", "second")).Gives(200);
        var both = (await WebAsync(Web("main:2"), "first")).Gives(200);
        Assert.That(
            ((JsonArray)both["spec.template.spec.containers"]!).Select(container => (string)container!["image"]!),
            Is.EquivalentTo((string[])["main:2", "side:1"]));
        Assert.That(
            Owned(both, "second"),
            Is.EqualTo("""{"f:spec":{"f:template":{"f:spec":{"f:containers":{"k:{\"name\":\"side\"}":{".":{},"f:image":{},"f:name":{}}}}}}}"""));
        (await WebAsync(Web("main:2"), "first")).Gives(200).Has("metadata.generation", 3);
        (await WebAsync(Web("main:3"), "third"))
            .Refuses(409, "Conflict", "Apply failed with 1 conflict: conflict with \"first\": .spec.template.spec.containers[name=\"main\"].image");
        var without = (await WebAsync("", "second")).Gives(200);
        without.Has("spec.template.spec.containers.0.name", "main").Has("spec.template.spec.containers.1", null);

        Task<Answer> WebAsync(string rest, string manager) => Api.ApplyAsync(
            $"{Deployments}/web", """{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"}""" + rest + "}", manager);

        static string Web(string image) => $$$$"""
            ,"spec":{"paused":true,"selector":{"matchLabels":{"app":"a"}},
             "template":{"metadata":{"labels":{"app":"a"}},"spec":{"containers":[{"name":"main","image":"{{{{image}}}}"}]}}}
            """;
    }

    [Test]
    public async Task Who_creates_owns_what_it_says_what_defaults_add_and_each_list_and_map_that_comes_with_it()
    {
        var created = (await Api.PostAsync($"{Deployments}?fieldManager=hand", """
            {"metadata":{"name":"web","labels":{"app":"a"}},"spec":{"paused":true,"selector":{"matchLabels":{"app":"a"}},
             "template":{"metadata":{"labels":{"app":"a"}},
             "spec":{"containers":[{"name":"main","image":"main:1","ports":[{"containerPort":80}],"env":[{"name":"A","value":"b"}],
              "resources":{"requests":{"cpu":"1m"}}}]}}}}
            """)).Gives(201);
        Assert.That(Owned(created, "hand"), Is.EqualTo("""
            {"f:metadata":{"f:labels":{".":{},"f:app":{}}},"f:spec":{"f:paused":{},"f:progressDeadlineSeconds":{},"f:replicas":{},
            "f:revisionHistoryLimit":{},"f:selector":{},
            "f:strategy":{"f:rollingUpdate":{".":{},"f:maxSurge":{},"f:maxUnavailable":{}},"f:type":{}},
            "f:template":{"f:metadata":{"f:labels":{".":{},"f:app":{}}},"f:spec":{"f:containers":{"k:{\"name\":\"main\"}":{".":{},
            "f:env":{".":{},"k:{\"name\":\"A\"}":{".":{},"f:name":{},"f:value":{}}},"f:image":{},"f:imagePullPolicy":{},"f:name":{},
            "f:ports":{".":{},"k:{\"containerPort\":80,\"protocol\":\"TCP\"}":{".":{},"f:containerPort":{},"f:protocol":{}}},
            "f:resources":{".":{},"f:requests":{".":{},"f:cpu":{}}},"f:terminationMessagePath":{},"f:terminationMessagePolicy":{}}},
            "f:dnsPolicy":{},"f:restartPolicy":{},"f:schedulerName":{},"f:securityContext":{},"f:terminationGracePeriodSeconds":{}}}}}
            """.ReplaceLineEndings("")));
        var service = (await Api.PostAsync(
            $"{Core("services")}?fieldManager=hand", """{"metadata":{"name":"web"},"spec":{"selector":{"app":"a"},"ports":[{"port":80}]}}"""))
            .Gives(201);
        Assert.That(Owned(service, "hand"), Does.Contain(
            """{"f:ports":{".":{},"k:{\"port\":80,\"protocol\":\"TCP\"}":{".":{},"f:port":{},"f:protocol":{},"f:targetPort":{}}},"f:selector":"""[1..]
            + Differs("{}", """{".":{},"f:app":{}}""", "1.20 did not yet take the selector as a whole") + ""","f:sessionAffinity":{},"f:type":{}}"""));
    }

    [Test]
    public async Task What_is_applied_may_be_yaml()
    {
        var applied = (await Api.ApplyAsync(One, "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: one\ndata:\n  a: \"1\"\n", "first")).Gives(201);
        applied.Has("data.a", "1");
    }

    private static string Map(string data) => $$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"one"},"data":{{data}}}""";

    private static string? Owned(Answer answer, string manager) =>
        ((JsonArray)answer["metadata.managedFields"]!)
            .Where(entry => (string?)entry!["manager"] == manager)
            .Select(entry => entry!["fieldsV1"]!.ToJsonString(Plain))
            .SingleOrDefault();

    private static readonly System.Text.Json.JsonSerializerOptions Plain = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
