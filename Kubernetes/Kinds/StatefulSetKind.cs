using CniMigration.Kubernetes.Kinds.Parts;

namespace CniMigration.Kubernetes.Kinds;

internal static class StatefulSetKind
{
    private static readonly string[] Changeable =
        ["replicas", "ordinals", "template", "updateStrategy", "persistentVolumeClaimRetentionPolicy", "minReadySeconds", "revisionHistoryLimit"];

    public static ResourceType Type { get; } = new("apps", "v1", "StatefulSet", "statefulsets")
    {
        ShortNames = ["sts"],
        Categories = ["all"],
        Subresources = ["scale", "status"],
        CountsGenerations = true,
        Defaults = json =>
        {
            var spec = json.Section("spec");
            spec.Default("replicas", 1);
            spec.Default("podManagementPolicy", "OrderedReady");
            spec.Default("revisionHistoryLimit", 10);
            Workload.DefaultRolling(spec.Section("updateStrategy"), ("partition", 0));
            var retention = spec.Section("persistentVolumeClaimRetentionPolicy");
            retention.Default("whenDeleted", "Retain");
            retention.Default("whenScaled", "Retain");
            PodSpecDefaults.ApplyTemplate(spec);
            foreach (var claim in spec.Each("volumeClaimTemplates"))
            {
                claim.Default("apiVersion", "v1");
                claim.Default("kind", "PersistentVolumeClaim");
                claim.Section("spec").Default("volumeMode", "Filesystem");
                claim.Section("status").Default("phase", "Pending");
            }
        },
        Validate = Workload.Selecting("Always"),
        ValidateUpdate = (old, json, errors) =>
        {
            if (!Workload.SameBut(old["spec"], json["spec"], Changeable))
            {
                errors.Forbidden("spec", "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', "
                    + "'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden");
            }
        },
        Columns = [Cells.Name, Workload.Ready, Cells.Age, .. Workload.Containers],
    };
}
