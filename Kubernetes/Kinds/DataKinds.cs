using System.Text;
using CniMigration.Kubernetes.Kinds.Parts;

namespace CniMigration.Kubernetes.Kinds;

internal static class DataKinds
{
    public static ResourceType ConfigMaps { get; } = new("", "v1", "ConfigMap", "configmaps")
    {
        ShortNames = ["cm"],
        Validate = Keys,
        ValidateUpdate = Immutable,
        Columns =
        [
            Cells.Name,
            new("Data", row => row.Json.At("data").Fields().Count() + row.Json.At("binaryData").Fields().Count(), "integer"),
            Cells.Age,
        ],
    };

    public static ResourceType Secrets { get; } = new("", "v1", "Secret", "secrets")
    {
        Defaults = json =>
        {
            json.Default("type", "Opaque");
            if (json["stringData"] is not JsonObject texts)
            {
                return;
            }

            var data = json.Section("data");
            foreach (var (name, text) in texts)
            {
                data[name] = Convert.ToBase64String(Encoding.UTF8.GetBytes((string?)text ?? ""));
            }

            json.Remove("stringData");
        },
        Validate = Keys,
        ValidateUpdate = Immutable,
        Columns = [Cells.Name, Cells.Text("Type", "type"), new("Data", row => row.Json.At("data").Fields().Count(), "integer"), Cells.Age],
        SelectableFields = [.. SelectableField.Common, new("type")],
    };

    private static void Keys(JsonObject json, FieldErrors errors)
    {
        foreach (var (key, _) in json["data"] as JsonObject ?? [])
        {
            if (key.Length is 0 or > 253 || !key.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.') || key is "." or "..")
            {
                errors.Invalid($"data[{key}]", key, "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or "
                    + "'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')");
            }
        }
    }

    private static void Immutable(JsonObject old, JsonObject json, FieldErrors errors)
    {
        if (old["immutable"]?.GetValue<bool>() != true)
        {
            return;
        }

        foreach (var field in (string[])["data", "binaryData", "immutable"])
        {
            if (!JsonNode.DeepEquals(old[field], json[field]))
            {
                errors.Forbidden(field, "field is immutable when `immutable` is set");
            }
        }
    }
}
