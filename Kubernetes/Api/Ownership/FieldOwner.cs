namespace CniMigration.Kubernetes.Api.Ownership;

/// <summary>A manager and the places it set.</summary>
internal sealed class FieldOwner(string manager, string operation, string apiVersion, string? subresource, string time, FieldSet fields)
{
    public string Manager => manager;

    public string Operation => operation;

    public string ApiVersion => apiVersion;

    public string? Subresource => subresource;

    public string Time { get; set; } = time;

    public FieldSet Fields { get; set; } = fields;

    public JsonObject ToJson()
    {
        var json = new JsonObject
        {
            ["manager"] = manager,
            ["operation"] = operation,
            ["apiVersion"] = apiVersion,
            ["time"] = Time,
            ["fieldsType"] = "FieldsV1",
            ["fieldsV1"] = Fields.ToJson(),
        };
        if (subresource is not null)
        {
            json["subresource"] = subresource;
        }

        return json;
    }
}
