using System.Net;
using System.Text.Json.Nodes;

namespace CniMigration.Tests.Kubernetes.Api.CustomResources;

[TestFixture]
internal sealed class DefinitionTests : CustomResourceFixture
{
    private const string Open = """{"type":"object","x-kubernetes-preserve-unknown-fields":true}""";

    [Test]
    public async Task A_definition_whose_names_are_free_is_established_and_discovered()
    {
        await Post(Definitions, Definition("Visible", Open, names: ""","shortNames":["vi"],"categories":["all","stuff"]"""));

        var (_, definition) = await Get($"{Definitions}/visibles.example.com");
        Assert.That(Condition(definition, "NamesAccepted"), Is.EqualTo("True NoConflicts no conflicts found"));
        Assert.That(Condition(definition, "Established"), Is.EqualTo("True InitialNamesAccepted the initial names have been accepted"));
        Assert.That((string?)definition["status"]!["acceptedNames"]!["listKind"], Is.EqualTo("VisibleList"));
        Assert.That(definition["status"]!["storedVersions"]!.ToJsonString(), Is.EqualTo("""["v1"]"""));
        var (_, resources) = await Get("/apis/example.com/v1");
        var found = resources["resources"]!.AsArray().Single(each => (string?)each!["name"] == "visibles")!;
        Assert.That(found["shortNames"]!.ToJsonString(), Is.EqualTo("""["vi"]"""));
        Assert.That(found["categories"]!.ToJsonString(), Is.EqualTo("""["all","stuff"]"""));
        Assert.That((string?)found["singularName"], Is.EqualTo("visible"));
    }

    [Test]
    public async Task A_name_that_is_taken_is_not_accepted_until_it_is_free()
    {
        await Post(Definitions, Definition("First", Open, names: ""","shortNames":["same"]"""));
        await Post(Definitions, Definition("Second", Open, names: ""","shortNames":["same"]"""));

        var (_, second) = await Get($"{Definitions}/seconds.example.com");
        Assert.That(Condition(second, "NamesAccepted"), Is.EqualTo("False ShortNamesConflict \"same\" is already in use"));
        Assert.That(Condition(second, "Established"), Is.EqualTo("False NotAccepted not all names are accepted"));
        Assert.That((await Get("/apis/example.com/v1/namespaces/default/seconds")).Status, Is.EqualTo(HttpStatusCode.NotFound));

        await Delete($"{Definitions}/firsts.example.com");
        (_, second) = await Get($"{Definitions}/seconds.example.com");
        Assert.That(Condition(second, "Established"), Does.StartWith("True"));
        Assert.That((await Get("/apis/example.com/v1/namespaces/default/seconds")).Status, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task A_definition_goes_after_the_last_of_its_objects()
    {
        var things = await Define("Held", Open);
        await Post(things, Thing("free", "{}"));
        await Post(things, """{"metadata":{"name":"held","finalizers":["example.com/wait"]}}""");

        var (_, going) = await Delete($"{Definitions}/helds.example.com");
        Assert.That(going["metadata"]!["finalizers"]!.ToJsonString(), Is.EqualTo("""["customresourcecleanup.apiextensions.k8s.io"]"""));
        Assert.That(Condition(going, "Terminating"), Is.EqualTo("True InstanceDeletionInProgress CustomResource deletion is in progress"));
        var (_, left) = await Get(things);
        Assert.That(left["items"]!.AsArray().Select(item => (string?)item!["metadata"]!["name"]), Is.EqualTo(new[] { "held" }));
        var (status, refusal) = await Post(things, Thing("late", "{}"));
        Assert.That(status, Is.EqualTo(HttpStatusCode.MethodNotAllowed));
        Assert.That((string?)refusal["message"], Is.EqualTo("create not allowed while custom resource definition is terminating"));

        await Patch($"{things}/held", """{"metadata":{"finalizers":null}}""");
        Assert.That((await Get($"{Definitions}/helds.example.com")).Status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await Get(things)).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task All_versions_show_the_same_objects_and_the_stored_one_may_change()
    {
        const string Schema = """{"openAPIV3Schema":{"type":"object","properties":{"spec":{"type":"object","properties":{"a":{"type":"string"}}}}}}""";
        string Versions(bool newer) => $$"""
            [{"name":"v1beta1","served":true,"storage":{{(newer ? "false" : "true")}},"schema":{{Schema}}},
             {"name":"v1","served":true,"storage":{{(newer ? "true" : "false")}},"schema":{{Schema}}}]
            """;
        await Post(Definitions, $$$"""
            {"metadata":{"name":"manies.example.com"},"spec":{"group":"example.com","scope":"Namespaced","names":{"plural":"manies","kind":"Many"},
             "versions":{{{Versions(newer: false)}}} } }
            """);
        await Post("/apis/example.com/v1beta1/namespaces/default/manies", Thing("old", """{"a":"1"}"""));
        await Post("/apis/example.com/v1/namespaces/default/manies", """{"apiVersion":"example.com/v1","metadata":{"name":"new"},"spec":{"a":"2"}}""");

        var (_, list) = await Get("/apis/example.com/v1/namespaces/default/manies");
        Assert.That(
            list["items"]!.AsArray().Select(item => $"{item!["apiVersion"]} {item["spec"]!["a"]}"),
            Is.EqualTo(new[] { "example.com/v1 2", "example.com/v1 1" }));
        var (_, group) = await Get("/apis/example.com");
        Assert.That((string?)group["preferredVersion"]!["version"], Is.EqualTo("v1"));

        var (status, changed) = await Patch($"{Definitions}/manies.example.com", $$$"""{"spec":{"versions":{{{Versions(newer: true)}}}}}""");
        Assert.That(status, Is.EqualTo(HttpStatusCode.OK), changed.ToJsonString());
        Assert.That(changed["status"]!["storedVersions"]!.ToJsonString(), Is.EqualTo("""["v1beta1","v1"]"""));
        (_, list) = await Get("/apis/example.com/v1beta1/namespaces/default/manies");
        Assert.That(list["items"]!.AsArray().Select(item => (string?)item!["apiVersion"]), Is.All.EqualTo("example.com/v1beta1"));
        Assert.That(list["items"]!.AsArray(), Has.Count.EqualTo(2));
        var (patched, _) = await Patch("/apis/example.com/v1/namespaces/default/manies/old", """{"apiVersion":"example.com/v1","spec":{"a":"3"}}""");
        Assert.That(patched, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Status_and_scale_are_subresources_where_the_definition_says_so()
    {
        var things = await Define("Scaled", """{"type":"object","properties":{"count":{"type":"integer"},"a":{"type":"string"}}}""",
            """
            ,"subresources":{"status":{},"scale":{"specReplicasPath":".spec.count","statusReplicasPath":".status.count",
            "labelSelectorPath":".status.selector"}}
            """);
        await Post(things, """{"metadata":{"name":"one"},"spec":{"count":2},"status":{"count":9}}""");
        var (_, one) = await Get($"{things}/one");
        Assert.That(one["status"], Is.Null);
        Assert.That((int?)one["metadata"]!["generation"], Is.EqualTo(1));

        await Patch($"{things}/one/status", """{"spec":{"count":7},"status":{"count":1,"selector":"app=x"}}""");
        var (_, scale) = await Get($"{things}/one/scale");
        Assert.That(scale["spec"]!.ToJsonString() + scale["status"]!.ToJsonString(), Is.EqualTo("""{"replicas":2}{"replicas":1,"selector":"app=x"}"""));
        Assert.That((int?)(await Get($"{things}/one")).Body["metadata"]!["generation"], Is.EqualTo(1));

        await Patch($"{things}/one/scale", """{"spec":{"replicas":5}}""");
        (_, one) = await Get($"{things}/one");
        Assert.That((int?)one["spec"]!["count"], Is.EqualTo(5));
        Assert.That((int?)one["metadata"]!["generation"], Is.EqualTo(2));

        var plain = await Define("Plain", """{"type":"object"}""");
        await Post(plain, """{"metadata":{"name":"one"},"spec":{},"status":{"a":1}}""");
        Assert.That((int?)(await Get($"{plain}/one")).Body["status"]!["a"], Is.EqualTo(1));
        Assert.That((await Get($"{plain}/one/status")).Status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await Get($"{plain}/one/scale")).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task Printer_columns_show_what_their_paths_find()
    {
        var things = await Define("Shown", Open, """
            ,"additionalPrinterColumns":[{"name":"Size","type":"integer","jsonPath":".spec.size"},
             {"name":"Ready","type":"string","jsonPath":".status.conditions[?(@.type==\"Ready\")].status"},{"name":"Age","type":"date",
              "jsonPath":".metadata.creationTimestamp"}]
            """);
        await Post(
            things,
            """{"metadata":{"name":"one"},"spec":{"size":3},"status":{"conditions":[{"type":"Other","status":"x"},{"type":"Ready","status":"True"}]}}""");
        using var request = new HttpRequestMessage(HttpMethod.Get, things);
        request.Headers.Accept.ParseAdd("application/json;as=Table;v=v1;g=meta.k8s.io");
        using var response = await Http.SendAsync(request, Cancellation);

        var table = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!;
        Assert.That(table["columnDefinitions"]!.AsArray().Select(column => (string?)column!["name"]), Is.EqualTo(new[] { "Name", "Size", "Ready", "Age" }));
        Assert.That(table["rows"]![0]!["cells"]!.AsArray().Take(3).Select(cell => cell!.ToString()), Is.EqualTo(new[] { "one", "3", "True" }));
    }

    private static string? Condition(JsonNode definition, string type) => definition["status"]!["conditions"]!.AsArray()
        .Where(condition => (string?)condition!["type"] == type)
        .Select(condition => $"{condition!["status"]} {condition["reason"]} {condition["message"]}")
        .SingleOrDefault();
}
