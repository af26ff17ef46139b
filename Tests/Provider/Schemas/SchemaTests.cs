using System.Text.Json.Nodes;
using CniMigration.Provider.Functions;
using CniMigration.Provider.Resources;
using Pulumi.Experimental.Provider;

namespace CniMigration.Tests.Provider.Schemas;

[TestFixture]
internal sealed class SchemaTests : ProviderFixture
{
    private JsonObject schema = null!;

    [SetUp]
    public async Task ReadAsync() =>
        schema = (JsonObject)JsonNode.Parse((await Provider.GetSchema(new GetSchemaRequest(1, null, null), Token)).Schema!)!;

    [Test]
    public void It_names_the_package_its_version_and_its_configuration()
    {
        Assert.That((string?)schema["name"], Is.EqualTo("cnimigration"));
        Assert.That((string?)schema["version"], Does.Match(@"^\d+\.\d+\.\d+$"));
        Assert.That((bool?)schema["provider"]!["inputProperties"]!["kubeconfig"]!["secret"], Is.True);
    }

    [Test]
    public void It_holds_every_resource_and_function_by_token()
    {
        Assert.That(Keys("resources"), Is.EquivalentTo(ResourceHandlers.All.Select(handler => handler.Schema.Token)));
        Assert.That(Keys("functions"), Is.EquivalentTo(FunctionHandlers.All.Select(handler => handler.Schema.Token)));
        Assert.That(ResourceHandlers.All, Has.Count.EqualTo(13));
    }

    [Test]
    public void Every_property_has_a_description_and_a_type_that_Pulumi_knows()
    {
        foreach (var property in Properties(schema))
        {
            Assert.That((string?)property.Value["description"], Does.EndWith("."), property.Path);
            AssertType(property.Value, property.Path);
        }
    }

    [Test]
    public void Every_reference_leads_to_a_type() => Assert.That(Keys("types"), Has.Member("cnimigration:index:NodeSide"));

    private static IEnumerable<(string Path, JsonObject Value)> Properties(JsonNode? node, string path = "") => node switch
    {
        JsonObject map => map.SelectMany(pair => pair.Key is "properties" or "inputProperties" && pair.Value is JsonObject properties
            ? properties.Select(property => ($"{path}/{pair.Key}/{property.Key}", (JsonObject)property.Value!))
            : Properties(pair.Value, $"{path}/{pair.Key}")),
        _ => [],
    };

    private void AssertType(JsonObject property, string path)
    {
        if ((string?)property["$ref"] is { } reference)
        {
            Assert.That(Keys("types").Select(key => $"#/types/{key}"), Has.Member(reference), path);
            return;
        }
        Assert.That((string?)property["type"], Is.AnyOf("string", "integer", "boolean", "array", "object"), path);
        if ((property["items"] ?? property["additionalProperties"]) is JsonObject element)
        {
            AssertType(element, path);
        }
        else
        {
            Assert.That((string?)property["type"], Is.AnyOf("string", "integer", "boolean"), path);
        }
    }

    private IEnumerable<string> Keys(string part) => schema[part]!.AsObject().Select(pair => pair.Key);
}
