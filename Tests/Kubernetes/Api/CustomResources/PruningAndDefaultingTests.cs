using System.Net;

namespace CniMigration.Tests.Kubernetes.Api.CustomResources;

[TestFixture]
internal sealed class PruningAndDefaultingTests : CustomResourceFixture
{
    private const string Spec = """
        {"type":"object","default":{},"properties":{
          "replicas":{"type":"integer","default":3},
          "mode":{"type":"string","default":"slow"},
          "limits":{"type":"object","properties":{"cpu":{"type":"string","default":"1"}}},
          "steps":{"type":"array","items":{"type":"object","properties":{"name":{"type":"string"},"tries":{"type":"integer","default":2}}}},
          "open":{"type":"object","x-kubernetes-preserve-unknown-fields":true,"properties":{"known":{"type":"object","properties":{"a":{"type":"string"}}}}},
          "template":{"type":"object","x-kubernetes-embedded-resource":true,"properties":{"spec":{"type":"object"}}}}}
        """;

    private string things = null!;

    [OneTimeSetUp]
    public async Task DefineThings() => things = await Define("Pruned", Spec);

    [Test]
    public async Task Fields_that_the_schema_does_not_have_fall_away()
    {
        var (_, stored) = await Post(things, Thing("pruned", """
            {"replicas":1,"mode":"fast","extra":1,"limits":{"cpu":"2","memory":"1Gi"},"steps":[{"name":"a","tries":1,"color":"red"}],
             "open":{"anything":{"x":1},"known":{"a":"1","b":"2"}},
             "template":{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"},"spec":{"more":1},"status":{}}}
            """));

        Assert.That(stored["spec"]!.ToJsonString(), Is.EqualTo("""
            {"replicas":1,"mode":"fast","limits":{"cpu":"2"},"steps":[{"name":"a","tries":1}],"open":{"anything":{"x":1},"known":{"a":"1"}},
            "template":{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"},"spec":{}}}
            """.ReplaceLineEndings("")));
    }

    [Test]
    public async Task Unknown_fields_are_an_error_where_that_is_asked_for()
    {
        var (status, refusal) = await Post(things + "?fieldValidation=Strict", Thing("strict", """{"extra":1,"steps":[{"color":"red"}]}"""));

        Assert.That(status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((string?)refusal["message"], Is.EqualTo("Pruned in version \"v1\" cannot be handled as a Pruned: strict decoding error: "
            + "unknown field \"spec.extra\", unknown field \"spec.steps[0].color\""));
    }

    [TestCase("""{"metadata":{"name":"a"}}""", """{"replicas":3,"mode":"slow"}""")]
    [TestCase("""{"metadata":{"name":"b"},"spec":{"replicas":null,"limits":{},"steps":[{"name":"x"}]}}""",
        """{"limits":{"cpu":"1"},"steps":[{"name":"x","tries":2}],"replicas":3,"mode":"slow"}""")]
    public async Task Defaults_fill_in_what_is_absent_or_null(string body, string expected)
    {
        var (_, stored) = await Post(things, body);

        Assert.That(stored["spec"]!.ToJsonString(), Is.EqualTo(expected));
    }

    [Test]
    public async Task An_object_that_was_stored_before_a_default_came_shows_it_when_it_is_read()
    {
        var early = await Define("Early", """{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"}}}""");
        await Post(early, Thing("old", """{"a":"1","b":"2"}"""));

        await Patch($"{Definitions}/earlys.example.com", """
            [{"op":"replace","path":"/spec/versions/0/schema/openAPIV3Schema/properties/spec/properties","value":{"a":{"type":"string"},
             "c":{"type":"integer","default":7}}}]
            """, "application/json-patch+json");

        var (_, read) = await Get($"{early}/old");
        Assert.That(read["spec"]!.ToJsonString(), Is.EqualTo("""{"a":"1","c":7}"""));
        var (_, list) = await Get(early);
        Assert.That(list["items"]![0]!["spec"]!.ToJsonString(), Is.EqualTo("""{"a":"1","c":7}"""));
    }

    [Test]
    public async Task Two_managers_own_elements_of_a_list_that_is_a_map()
    {
        var shared = await Define("Shared", """
            {"type":"object","properties":{"ports":{"type":"array","items":{"type":"object","properties":{"name":{"type":"string"},"port":{"type":"integer"}},
             "required":["name"]},"x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["name"]}}}
            """);
        const string Head = """{"apiVersion":"example.com/v1","kind":"Shared","metadata":{"name":"one"},"spec":{"ports":""";
        await Apply(shared + "/one", Head + """[{"name":"a","port":1}]}}""", "first");
        var (status, both) = await Apply(shared + "/one", Head + """[{"name":"b","port":2}]}}""", "second");

        Assert.That(status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(both["spec"]!["ports"]!.AsArray().Select(port => (string?)port!["name"]), Is.EqualTo(new[] { "a", "b" }));
        var (conflict, _) = await Apply(shared + "/one", Head + """[{"name":"a","port":9},{"name":"b","port":2}]}}""", "second");
        Assert.That(conflict, Is.EqualTo(HttpStatusCode.Conflict));
    }
}
