using CniMigration.Kubernetes.Kinds.Parts;

namespace CniMigration.Kubernetes.Kinds;

internal static class DeploymentKind
{
    public static ResourceType Type { get; } = new("apps", "v1", "Deployment", "deployments")
    {
        ShortNames = ["deploy"],
        Categories = ["all"],
        Subresources = ["scale", "status"],
        CountsGenerations = true,
        Defaults = json =>
        {
            var spec = json.Section("spec");
            spec.Default("replicas", 1);
            Workload.DefaultRolling(spec.Section("strategy"), ("maxUnavailable", "25%"), ("maxSurge", "25%"));
            spec.Default("revisionHistoryLimit", 10);
            spec.Default("progressDeadlineSeconds", 600);
            PodSpecDefaults.ApplyTemplate(spec);
        },
        Validate = Workload.Selecting("Always"),
        ValidateUpdate = Workload.Fixed("selector"),
        Columns =
        [
            Cells.Name, Workload.Ready, Cells.Number("Up-to-date", "status.updatedReplicas"),
            Cells.Number("Available", "status.availableReplicas"), Cells.Age, .. Workload.Containers, Workload.Selector,
        ],
    };
}
