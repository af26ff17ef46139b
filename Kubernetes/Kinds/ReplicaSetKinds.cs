using CniMigration.Kubernetes.Kinds.Parts;

namespace CniMigration.Kubernetes.Kinds;

internal static class ReplicaSetKinds
{
    public static ResourceType ReplicaSets { get; } = new("apps", "v1", "ReplicaSet", "replicasets")
    {
        ShortNames = ["rs"],
        Categories = ["all"],
        Subresources = ["scale", "status"],
        CountsGenerations = true,
        Defaults = Defaults,
        Validate = Workload.Selecting("Always"),
        ValidateUpdate = Workload.Fixed("selector"),
        Columns = [Cells.Name, .. Workload.Replicas, Cells.Age, .. Workload.Containers, Workload.Selector],
        SelectableFields = [.. SelectableField.Common, new("status.replicas", Absent: "0")],
    };

    public static ResourceType ReplicationControllers { get; } = new("", "v1", "ReplicationController", "replicationcontrollers")
    {
        ShortNames = ["rc"],
        Categories = ["all"],
        Subresources = ["scale", "status"],
        CountsGenerations = true,
        Defaults = json =>
        {
            Defaults(json);
            var spec = json.Section("spec");
            if (spec["template"]?["metadata"]?["labels"] is JsonObject { Count: > 0 } labels)
            {
                spec.Default("selector", labels.DeepClone());
                json.Section("metadata").Default("labels", labels.DeepClone());
            }
        },
        Columns = [Cells.Name, .. Workload.Replicas, Cells.Age, .. Workload.Containers, Cells.Labels("Selector", "spec.selector", priority: 1)],
        Notice = _ => "ReplicationControllers are not modelled here: nothing starts pods for them.",
    };

    private static void Defaults(JsonObject json)
    {
        var spec = json.Section("spec");
        spec.Default("replicas", 1);
        PodSpecDefaults.ApplyTemplate(spec);
    }
}
