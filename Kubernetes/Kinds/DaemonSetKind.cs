using CniMigration.Kubernetes.Kinds.Parts;

namespace CniMigration.Kubernetes.Kinds;

internal static class DaemonSetKind
{
    public static ResourceType Type { get; } = new("apps", "v1", "DaemonSet", "daemonsets")
    {
        ShortNames = ["ds"],
        Categories = ["all"],
        Subresources = ["status"],
        CountsGenerations = true,
        Defaults = json =>
        {
            var spec = json.Section("spec");
            Workload.DefaultRolling(spec.Section("updateStrategy"), ("maxUnavailable", 1), ("maxSurge", 0));
            spec.Default("revisionHistoryLimit", 10);
            PodSpecDefaults.ApplyTemplate(spec);
        },
        Validate = Workload.Selecting("Always"),
        ValidateUpdate = Workload.Fixed("selector"),
        Columns =
        [
            Cells.Name, Cells.Number("Desired", "status.desiredNumberScheduled"),
            Cells.Number("Current", "status.currentNumberScheduled"), Cells.Number("Ready", "status.numberReady"),
            Cells.Number("Up-to-date", "status.updatedNumberScheduled"), Cells.Number("Available", "status.numberAvailable"),
            Cells.Labels("Node Selector", "spec.template.spec.nodeSelector"), Cells.Age, .. Workload.Containers,
            Workload.Selector,
        ],
    };
}
