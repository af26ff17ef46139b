namespace CniMigration.Kubernetes.Objects;

/// <summary>One column of a table.</summary>
/// <param name="Name">Its title.</param>
/// <param name="Value">What it shows of an object.</param>
/// <param name="Type">string, integer, boolean...</param>
/// <param name="Priority">0 shows always, 1 where a wide table is asked for.</param>
/// <param name="Description">What it means.</param>
internal sealed record TableColumn(string Name, Func<TableRow, JsonNode?> Value, string Type = "string", int Priority = 0, string Description = "")
{
    public JsonObject Definition => new()
    {
        ["name"] = Name,
        ["type"] = Type,
        ["format"] = Name == "Name" ? "name" : "",
        ["description"] = Description,
        ["priority"] = Priority,
    };
}

/// <summary>An object that a table shows, and the moment at which it does.</summary>
internal sealed record TableRow(string Name, JsonElement Json, DateTimeOffset Now);
