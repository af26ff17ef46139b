namespace CniMigration.Kubernetes.Api.Tables;

/// <summary>Shows objects as the server-side tables that kubectl prints.</summary>
internal sealed class TableFormat(IReadOnlyList<TableColumn> columns, TimeProvider clock)
{
    public JsonObject Table(IEnumerable<ApiObject> items, long revision, string includeObject, bool withColumns, string? next = null, long? remaining = null)
    {
        var metadata = new JsonObject { ["resourceVersion"] = revision.ToString(CultureInfo.InvariantCulture) };
        if (next is not null)
        {
            metadata["continue"] = next;
        }

        if (remaining is not null)
        {
            metadata["remainingItemCount"] = remaining;
        }

        var now = clock.GetUtcNow();
        return new JsonObject
        {
            ["kind"] = "Table",
            ["apiVersion"] = "meta.k8s.io/v1",
            ["metadata"] = metadata,
            ["columnDefinitions"] = withColumns ? new JsonArray([.. columns.Select(column => column.Definition)]) : null,
            ["rows"] = new JsonArray([.. items.Select(item => Row(item, includeObject, now))]),
        };
    }

    private JsonObject Row(ApiObject item, string includeObject, DateTimeOffset now)
    {
        using var document = JsonDocument.Parse(item.Json);
        var row = new TableRow(item.Name, document.RootElement, now);
        var json = new JsonObject { ["cells"] = new JsonArray([.. columns.Select(column => column.Value(row))]) };
        json["object"] = includeObject switch
        {
            "None" => null,
            "Object" => item.ToJson(),
            _ => item.ToPartialMetadata(),
        };
        return json;
    }
}
