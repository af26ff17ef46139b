using CniMigration.Kubernetes.Kinds.Parts;

namespace CniMigration.Kubernetes.Kinds;

internal static class SchedulingKinds
{
    public static ResourceType PriorityClasses { get; } = new("scheduling.k8s.io", "v1", "PriorityClass", "priorityclasses")
    {
        Namespaced = false,
        ShortNames = ["pc"],
        Defaults = json => json.Default("preemptionPolicy", "PreemptLowerPriority"),
        PrepareCreate = json => json["value"] ??= 0,
        Columns =
        [
            Cells.Name, Cells.Number("Value", "value"), Cells.Flag("Global-Default", "globalDefault"), Cells.Age,
            Cells.Text("PreemptionPolicy", "preemptionPolicy", "PreemptLowerPriority"),
        ],
    };

    public static ResourceType RuntimeClasses { get; } = new("node.k8s.io", "v1", "RuntimeClass", "runtimeclasses")
    {
        Namespaced = false,
        Columns = [Cells.Name, Cells.Text("Handler", "handler"), Cells.Age],
        Notice = _ => "RuntimeClasses are not modelled here: all containers run, or pretend to, in the same way.",
    };
}
