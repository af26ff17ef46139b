using System.Net;

namespace CniMigration.Tests.Kubernetes.Api.CustomResources;

[TestFixture]
internal sealed class SchemaValidationTests : CustomResourceFixture
{
    private const string Spec = """
        {"type":"object","required":["size"],"properties":{
          "size":{"type":"integer","minimum":1,"maximum":10},
          "color":{"type":"string","enum":["red","green"]},
          "cron":{"type":"string","pattern":"^(\\d+|\\*)(/\\d+)?$"},
          "name":{"type":"string","minLength":2,"maxLength":4},
          "since":{"type":"string","format":"date-time"},
          "address":{"type":"string","format":"ipv4"},
          "port":{"x-kubernetes-int-or-string":true},
          "ratio":{"type":"number","exclusiveMinimum":true,"minimum":0},
          "tags":{"type":"array","maxItems":2,"items":{"type":"string"},"x-kubernetes-list-type":"set"},
          "ports":{"type":"array","items":{"type":"object","properties":{"name":{"type":"string"},"port":{"type":"integer"}},"required":["name"]},
                   "x-kubernetes-list-type":"map","x-kubernetes-list-map-keys":["name"]},
          "nothing":{"type":"string","nullable":true},
          "either":{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"}},"oneOf":[{"required":["a"]},{"required":["b"]}]},
          "template":{"type":"object","x-kubernetes-embedded-resource":true,"x-kubernetes-preserve-unknown-fields":true},
          "flags":{"type":"object","additionalProperties":{"type":"boolean"}}}}
        """;

    private string things = null!;

    [OneTimeSetUp]
    public async Task DefineThings() => things = await Define("Thing", Spec);

    [TestCase("{}", "spec.size: Required value")]
    [TestCase("""{"size":11}""", "spec.size: Invalid value: 11: spec.size in body should be less than or equal to 10")]
    [TestCase("""{"size":0}""", "spec.size: Invalid value: 0: spec.size in body should be greater than or equal to 1")]
    [TestCase("""{"size":"3"}""", "spec.size: Invalid value: \"string\": spec.size in body must be of type integer: \"string\"")]
    [TestCase("""{"size":1.5}""", "spec.size: Invalid value: \"number\": spec.size in body must be of type integer: \"number\"")]
    [TestCase("""{"size":1,"color":"blue"}""", "spec.color: Unsupported value: \"blue\": supported values: \"red\", \"green\"")]
    [TestCase("""{"size":1,"cron":"x"}""", "spec.cron: Invalid value: \"x\": spec.cron in body should match '^(\\d+|\\*)(/\\d+)?$'")]
    [TestCase("""{"size":1,"cron":"1\n"}""", "spec.cron: Invalid value: \"1\\n\": spec.cron in body should match '^(\\d+|\\*)(/\\d+)?$'")]
    [TestCase("""{"size":1,"name":"x"}""", "spec.name: Invalid value: \"x\": spec.name in body should be at least 2 chars long")]
    [TestCase("""{"size":1,"name":"12345"}""", "spec.name: Too long: may not be more than 4 bytes")]
    [TestCase("""{"size":1,"since":"yesterday"}""", "spec.since: Invalid value: \"yesterday\": spec.since in body must be of type date-time: \"yesterday\"")]
    [TestCase("""{"size":1,"address":"1.2.3"}""", "spec.address: Invalid value: \"1.2.3\": spec.address in body must be of type ipv4: \"1.2.3\"")]
    [TestCase("""{"size":1,"port":true}""", "spec.port: Invalid value: \"boolean\": spec.port in body must be of type integer,string: \"boolean\"")]
    [TestCase("""{"size":1,"ratio":0}""", "spec.ratio: Invalid value: 0: spec.ratio in body should be greater than 0")]
    [TestCase("""{"size":1,"tags":["a","b","c"]}""", "spec.tags: Too many: 3: must have at most 2 items")]
    [TestCase("""{"size":1,"tags":["a","a"]}""", "spec.tags[1]: Duplicate value: \"a\"")]
    [TestCase("""{"size":1,"ports":[{"port":1}]}""", "spec.ports[0].name: Required value")]
    [TestCase("""{"size":1,"ports":[{"name":"a"},{"name":"a","port":2}]}""", "spec.ports[1]: Duplicate value: map[string]interface {}{\"name\":\"a\"}")]
    [TestCase("""{"size":1,"template":{"kind":"Pod"}}""", "spec.template.apiVersion: Required value: must not be empty")]
    [TestCase("""{"size":1,"flags":{"x":"yes"}}""", "spec.flags.x: Invalid value: \"string\": spec.flags.x in body must be of type boolean: \"string\"")]
    [TestCase("""{"size":1,"either":{"a":"1","b":"2"}}""", "\"spec.either\" must validate one and only one schema (oneOf). Found 2 valid alternatives")]
    public async Task What_the_schema_does_not_allow_is_refused_by_field(string spec, string expected)
    {
        var (status, refusal) = await Post(things, Thing("refused", spec));

        Assert.That((int)status, Is.EqualTo(422), refusal.ToJsonString());
        Assert.That((string?)refusal["reason"], Is.EqualTo("Invalid"));
        Assert.That(string.Join('\n', Causes(refusal)), Does.EndWith(expected));
        Assert.That((string?)refusal["message"], Does.StartWith("Thing.example.com \"refused\" is invalid: spec"));
    }

    [Test]
    public async Task What_it_allows_is_stored_as_it_was_sent()
    {
        const string Body = """
            {"size":10,"color":"red","cron":"*/5","name":"ab","since":"2026-01-02T03:04:05Z","address":"10.0.0.1","port":"http","ratio":0.5,
             "tags":["a","b"],"ports":[{"name":"a","port":1},{"name":"b"}],"nothing":null,"either":{"a":"1"},
             "template":{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"},"spec":{"anything":[1]}},"flags":{"x":true}}
            """;
        var (status, stored) = await Post(things, Thing("taken", Body));

        Assert.That(status, Is.EqualTo(HttpStatusCode.Created), stored.ToJsonString());
        Assert.That(System.Text.Json.Nodes.JsonNode.DeepEquals(stored["spec"], System.Text.Json.Nodes.JsonNode.Parse(Body)), stored["spec"]!.ToJsonString());
    }

    [Test]
    public async Task A_patch_is_held_to_the_schema_too_and_so_is_an_update_of_the_status()
    {
        await Post(things, Thing("patched", """{"size":1}"""));

        var (status, refusal) = await Patch($"{things}/patched", """{"spec":{"size":12}}""");

        Assert.That((int)status, Is.EqualTo(422));
        Assert.That(Causes(refusal), Is.EqualTo(new[] { "spec.size: Invalid value: 12: spec.size in body should be less than or equal to 10" }));
    }

    [TestCase(
        """{"properties":{}}""",
        "spec.versions[0].schema.openAPIV3Schema.properties[spec].type: Required value: must not be empty for specified object fields")]
    [TestCase("""{"type":"object","properties":{"a":{"type":"array","items":{}}}}""",
        "spec.versions[0].schema.openAPIV3Schema.properties[spec].properties[a].items.type: Required value: must not be empty for specified array items")]
    [TestCase("""{"type":"strange"}""", "supported values: \"array\", \"boolean\", \"integer\", \"number\", \"object\", \"string\"")]
    [TestCase("""{"type":"object","properties":{"a":{"type":"string"}},"additionalProperties":{"type":"string"}}""",
        "additionalProperties: Forbidden: additionalProperties and properties are mutual exclusive")]
    [TestCase("""{"type":"object","properties":{"a":{"type":"integer","default":"x"}}}""", "properties[a].default: Invalid value: \"string\"")]
    [TestCase("""{"type":"object","properties":{"a":{"type":"string","pattern":"("}}}""", "must be a valid regular expression")]
    public async Task A_schema_that_is_not_structural_is_refused(string spec, string expected)
    {
        var (status, refusal) = await Post(Definitions, Definition("Misshapen", spec));

        Assert.That((int)status, Is.EqualTo(422), refusal.ToJsonString());
        Assert.That((string?)refusal["message"], Does.Contain(expected));
    }
}
