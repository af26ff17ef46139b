using System.Text.Json;
using System.Text.Json.Nodes;

namespace CniMigration.Migration.Records;

/// <summary>
/// What one change did to one object, kept on that object: who owns the change, the stage it belongs to, and what was there before.
/// </summary>
internal sealed class ChangeRecord
{
    private readonly JsonObject json;

    private ChangeRecord(JsonObject json) => this.json = json;

    public ChangeRecord(string kind, string owner, string stage, JsonObject details)
    {
        json = new JsonObject { ["owner"] = owner, ["stage"] = stage, ["kind"] = kind };
        foreach (var (key, value) in details)
        {
            json[key] = value?.DeepClone();
        }
    }

    public string Owner => Text("owner") ?? "";

    public string Stage => Text("stage") ?? "";

    public string Kind => Text("kind") ?? "";

    public string? Text(string key) => json[key] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public int? Number(string key) => json[key] is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;

    public IReadOnlyList<string> List(string key) =>
        json[key] is JsonArray items ? [.. items.Select(item => item!.GetValue<string>())] : [];

    public IReadOnlyDictionary<string, int> Numbers(string key) =>
        json[key] is JsonObject map ? map.ToDictionary(pair => pair.Key, pair => pair.Value!.GetValue<int>()) : new Dictionary<string, int>();

    /// <summary>The same record under another owner: what was there before stays as it was first written.</summary>
    public ChangeRecord OwnedBy(string owner, string stage)
    {
        var copy = (JsonObject)json.DeepClone();
        copy["owner"] = owner;
        copy["stage"] = stage;
        return new ChangeRecord(copy);
    }

    public bool IsOwnedBy(string owner, string stage) => Owner == owner && Stage == stage;

    public override string ToString() => json.ToJsonString();

    /// <summary>Reads the record that an annotation holds, or null where there is none.</summary>
    /// <exception cref="MigrationException">The annotation is there, and is not one of our records.</exception>
    public static ChangeRecord? Read(IDictionary<string, string>? annotations, string name, string target)
    {
        if (annotations is null || !annotations.TryGetValue(name, out var text))
        {
            return null;
        }

        try
        {
            if (JsonNode.Parse(text) is JsonObject json && json["owner"] is not null)
            {
                return new ChangeRecord(json);
            }
        }
        catch (JsonException exception)
        {
            throw Damaged(name, target, text, exception);
        }
        throw Damaged(name, target, text, null);
    }

    private static MigrationException Damaged(string name, string target, string text, Exception? cause)
    {
        var message = $"The record {name} of {target} cannot be read: expected a JSON object with an owner, found '{text}'. " +
            "Someone edited it. Put the original value back, or remove the annotation if the change it describes was undone by hand.";
        return cause is null ? new MigrationException(message) : new MigrationException(message, cause);
    }
}
