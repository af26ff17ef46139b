namespace CniMigration.Kubernetes.Api.Ownership;

/// <summary>Who set what, as <c>metadata.managedFields</c> holds it.</summary>
internal sealed class ManagedFields
{
    public List<FieldOwner> Owners { get; } = [];

    public static ManagedFields Read(JsonObject json)
    {
        var managed = new ManagedFields();
        foreach (var entry in json["metadata"]?["managedFields"] as JsonArray ?? [])
        {
            managed.Owners.Add(new FieldOwner(entry.Text("manager") ?? "", entry.Text("operation") ?? "Update", entry.Text("apiVersion") ?? "",
                entry.Text("subresource"), entry.Text("time") ?? "", entry?["fieldsV1"] is JsonObject fields ? FieldSet.Parse(fields) : new FieldSet()));
        }

        return managed;
    }

    public FieldOwner? Find(string manager, string operation, string? subresource) =>
        Owners.Find(owner => owner.Manager == manager && owner.Operation == operation && owner.Subresource == subresource);

    public void Write(JsonObject json)
    {
        Owners.RemoveAll(owner => owner.Fields.IsEmpty);
        var metadata = json.Metadata();
        if (Owners.Count == 0)
        {
            metadata.Remove("managedFields");
            return;
        }

        metadata["managedFields"] = new JsonArray([.. Owners.Select(owner => owner.ToJson())]);
    }
}
