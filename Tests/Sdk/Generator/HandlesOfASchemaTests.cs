namespace CniMigration.Tests.Sdk.Generator;

/// <summary>A package's schema becomes the handles of what it declares.</summary>
[TestFixture]
internal sealed class HandlesOfASchemaTests
{
    private const string Schema = """
        {
          "name": "sample",
          "provider": {
            "inputProperties": { "kubeconfig": { "type": "string", "secret": true, "description": "The kubeconfig." } },
            "requiredInputs": ["kubeconfig"]
          },
          "resources": {
            "sample:index:Pause": {
              "description": "Scales <one> to 0.",
              "inputProperties": {
                "name": { "type": "string", "description": "Its name." },
                "sizes": { "type": "object", "additionalProperties": { "type": "integer" } },
                "passes": { "type": "integer", "description": "How often.", "default": 3 }
              },
              "requiredInputs": ["name"],
              "properties": { "name": { "type": "string" }, "nodes": { "type": "array", "items": { "type": "string" } }, "at": { "type": "string" } },
              "required": ["name", "nodes"]
            }
          },
          "functions": {
            "sample:index:readState": {
              "inputs": { "type": "object", "properties": { "groups": { "type": "array", "items": { "type": "string" } } }, "required": ["groups"] },
              "outputs": { "$ref": "#/types/sample:index:State" }
            }
          },
          "types": {
            "sample:index:State": {
              "properties": { "stage": { "type": "string" }, "sides": { "type": "array", "items": { "$ref": "#/types/sample:index:Side" } } },
              "required": ["sides"]
            },
            "sample:index:Side": { "properties": { "ready": { "type": "integer", "description": "How many." } }, "required": ["ready"] }
          }
        }
        """;

    private readonly Generated package = Generated.From(("schema.json", Schema));

    [Test]
    public void Each_declaration_has_its_classes_and_they_compile()
    {
        Assert.That(package.Complaints, Is.Empty);
        Assert.That(package.Errors, Is.Empty);
        Assert.That(package.Classes.Keys, Is.EquivalentTo(
            new[]
            {
                "SampleProvider",
                "SampleProviderArgs",
                "Pause",
                "PauseArgs",
                "ReadState",
                "ReadStateArgs",
                "State",
                "Side",
            }.Select(name => $"Sample.Handles.{name}")));
    }

    [TestCase("Pause", "internal partial class Pause(string name, global::Sample.Handles.PauseArgs args, CustomResourceOptions? options = null)")]
    [TestCase("Pause", "/// <summary>Scales &lt;one&gt; to 0.</summary>")]
    [TestCase("Pause", "[Output(\"nodes\")] public Output<ImmutableArray<string>> Nodes { get; private set; } = null!;")]
    [TestCase("Pause", "[Output(\"at\")] public Output<string?> At { get; private set; } = null!;")]
    [TestCase("PauseArgs", "[Input(\"name\", required: true)] public Input<string> Name { get; set; } = default!;")]
    [TestCase("PauseArgs", "[Input(\"sizes\")] public InputMap<int>? Sizes { get; set; }")]
    [TestCase("PauseArgs", "/// <summary>How often. Default: 3.</summary>")]
    [TestCase("SampleProvider", ": ProviderResource(\"sample\", name, args, options)")]
    [TestCase("ReadState", "internal const string Token = \"sample:index:readState\";")]
    [TestCase("ReadState", "Task<global::Sample.Handles.State?> InvokeAsync(ReadStateArgs args, InvokeOptions? options = null)")]
    [TestCase("ReadStateArgs", "[Input(\"groups\", required: true)] public List<string> Groups { get; set; } = default!;")]
    [TestCase(
        "State",
        "[OutputConstructorParameter(\"stage\")] string? Stage,\n    [OutputConstructorParameter(\"sides\")] ImmutableArray<global::Sample.Handles.Side> "
            + "Sides);")]
    [TestCase("Side", "/// <param name=\"Ready\">How many.</param>")]
    public void A_handle_says_what_the_schema_says(string handle, string expected) =>
        Assert.That(package.Classes[$"Sample.Handles.{handle}"], Does.Contain(expected));

    [Test]
    public void What_is_an_input_is_no_output_of_the_handle() => Assert.That(package.Classes["Sample.Handles.Pause"], Does.Not.Contain("Output(\"name\")"));

    [TestCase("{\n  \"name\":: 1\n}", 1, "This is no JSON")]
    [TestCase("{}", 0, "This is no schema of a Pulumi package")]
    [TestCase("[]", 0, "This is no schema of a Pulumi package")]
    [TestCase("""{"name": "x", "provider": {"inputProperties": {"a": {"type": "text"}}}}""", 0, "'text' is no type; there are string, integer")]
    [TestCase("""{"name": "x", "provider": {"inputProperties": {"a": {"$ref": "#/types/x:index:Lost"}}}}""", 0, "There is no type 'Lost'")]
    public void A_schema_that_cannot_be_read_is_an_error_that_says_why(string schema, int line, string expected)
    {
        var complaint = Generated.From(("schema.json", schema)).Complaints.Single();

        Assert.That((complaint.Id, complaint.Location.GetLineSpan().StartLinePosition.Line), Is.EqualTo(("SDK001", line)));
        Assert.That(complaint.GetMessage(), Does.Contain(expected));
    }
}
