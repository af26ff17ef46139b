using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CniMigration.Provider;
using NSubstitute;
using Pulumi.Experimental;
using Pulumi.Experimental.Provider;

namespace CniMigration.Tests.Provider;

/// <summary>The program's handles are generated from Provider/schema.json. With UPDATE_GOLDEN=1 in the environment the file is written anew.</summary>
[TestFixture]
internal sealed class SchemaFileTests
{
    private const int Width = 160;

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Test]
    public async Task The_file_says_what_the_provider_answers()
    {
        using var provider = new CniMigrationProvider(Substitute.For<IEngine>(), TimeProvider.System);
        var answer = await provider.GetSchema(new GetSchemaRequest(1, null, null), TestContext.CurrentContext.CancellationToken);

        Golden.VerifyFile(Written(JsonNode.Parse(answer.Schema!)!, "") + "\n", Repository.At("Provider/schema.json"));
    }

    /// <summary>What fits on a line is on one, so that a property is a line or three.</summary>
    private static string Written(JsonNode? node, string indent)
    {
        var inner = indent + "  ";
        return (OneLine(node), node) switch
        {
            (var line, JsonObject map) when indent.Length + line.Length > Width =>
                $"{{\n{string.Join(",\n", map.Select(pair => $"{inner}\"{pair.Key}\": {Written(pair.Value, inner)}"))}\n{indent}}}",
            (var line, JsonArray list) when indent.Length + line.Length > Width =>
                $"[\n{string.Join(",\n", list.Select(item => inner + Written(item, inner)))}\n{indent}]",
            (var line, _) => line,
        };
    }

    private static string OneLine(JsonNode? node) => node switch
    {
        JsonObject { Count: > 0 } map => $"{{ {string.Join(", ", map.Select(pair => $"\"{pair.Key}\": {OneLine(pair.Value)}"))} }}",
        JsonArray list => $"[{string.Join(", ", list.Select(OneLine))}]",
        _ => JsonSerializer.Serialize(node, Readable),
    };
}
