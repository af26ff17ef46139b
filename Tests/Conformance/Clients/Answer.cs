using System.Text.Json;
using System.Text.Json.Nodes;

namespace CniMigration.Tests.Conformance.Clients;

/// <summary>What the server said, and what a case makes of it.</summary>
internal sealed record Answer(string Request, int Status, string Text, TimeSpan? RetryAfter = null)
{
    private readonly Lazy<JsonNode?> body = new(() => Parse(Text));

    public JsonNode Body => body.Value ?? throw new AssertionException($"{this} is no JSON.");

    public string Name => (string)Body["metadata"]!["name"]!;

    public string Uid => (string)Body["metadata"]!["uid"]!;

    public string Version => (string)Body["metadata"]!["resourceVersion"]!;

    public string Message => (string?)Body["message"] ?? "";

    public IEnumerable<JsonNode> Items => ((JsonArray)Body["items"]!).Select(item => item!);

    public IEnumerable<string> Names => Items.Select(item => (string)item["metadata"]!["name"]!);

    /// <summary>A field by its path: names, and numbers for the elements of lists. Null where it is absent.</summary>
    public JsonNode? this[string path] => At(Body, path);

    public static JsonNode? At(JsonNode? node, string path)
    {
        foreach (var part in path.Split('.'))
        {
            node = node switch
            {
                JsonArray list => int.Parse(part, System.Globalization.CultureInfo.InvariantCulture) is var index && index < list.Count ? list[index] : null,
                JsonObject fields => fields[part],
                _ => null,
            };
        }

        return node;
    }

    public Answer Gives(int status)
    {
        Assert.That(Status, Is.EqualTo(status), ToString());
        return this;
    }

    public Answer Refuses(int status, string reason, string? messagePart = null)
    {
        Gives(status);
        Assert.Multiple(() =>
        {
            Assert.That((string?)Body["kind"], Is.EqualTo("Status"), ToString());
            Assert.That((string?)Body["status"], Is.EqualTo("Failure"), ToString());
            Assert.That((int?)Body["code"], Is.EqualTo(status), ToString());
            Assert.That((string?)Body["reason"], Is.EqualTo(reason), ToString());
            if (messagePart is not null)
            {
                Assert.That(Message, Does.Contain(messagePart));
            }
        });
        return this;
    }

    /// <summary>A field has this value; null says that it is absent.</summary>
    public Answer Has(string path, object? expected)
    {
        var wanted = expected is null ? "null" : JsonSerializer.Serialize(expected);
        Assert.That(this[path]?.ToJsonString() ?? "null", Is.EqualTo(wanted), $"{path} of {this}");
        return this;
    }

    /// <summary>A field is this JSON, whatever the order of names.</summary>
    public Answer HasJson(string path, string expected)
    {
        Assert.That(
            JsonNode.DeepEquals(this[path], JsonNode.Parse(expected)), Is.True, $"{path} should be {expected} and is {this[path]?.ToJsonString()}, of {this}");
        return this;
    }

    public override string ToString() => $"{Request} -> {Status} {Text}";

    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
