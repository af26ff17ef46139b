using CniMigration.Kubernetes.Kinds.Parts;

namespace CniMigration.Kubernetes.Kinds;

internal static class NamespaceKind
{
    public static ResourceType Type { get; } = new("", "v1", "Namespace", "namespaces")
    {
        Namespaced = false,
        ShortNames = ["ns"],
        Subresources = ["finalize", "status"],
        NameProblem = Names.LabelProblem,
        Defaults = json =>
        {
            if (json["metadata"].Text("name") is { } name)
            {
                json.Metadata().Section("labels")["kubernetes.io/metadata.name"] = name;
            }
        },
        PrepareCreate = json =>
        {
            json["spec"] = new JsonObject { ["finalizers"] = new JsonArray("kubernetes") };
            json["status"] = new JsonObject { ["phase"] = "Active" };
        },
        PrepareUpdate = (old, spec) => spec.TakeFrom(old, "finalizers"),
        Columns = [Cells.Name, Cells.Text("Status", "status.phase"), Cells.Age],
        SelectableFields = [.. SelectableField.Common, new("status.phase")],
    };
}
