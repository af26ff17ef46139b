using CniMigration.Kubernetes.Kinds.Parts;

namespace CniMigration.Kubernetes.Kinds;

internal static class StorageKinds
{
    private const string Group = "storage.k8s.io";
    private const string ClaimProtection = "kubernetes.io/pvc-protection";

    private static readonly Dictionary<string, string> AccessModes = new()
    {
        ["ReadWriteOnce"] = "RWO",
        ["ReadOnlyMany"] = "ROX",
        ["ReadWriteMany"] = "RWX",
        ["ReadWriteOncePod"] = "RWOP",
    };

    private static readonly TableColumn Class = Cells.Text("StorageClass", "spec.storageClassName");
    private static readonly TableColumn AttributesClass = Cells.Text("VolumeAttributesClass", "spec.volumeAttributesClassName", "<unset>");
    private static readonly TableColumn VolumeMode = Cells.Text("VolumeMode", "spec.volumeMode", "<unset>", priority: 1);

    public static ResourceType PersistentVolumes { get; } = new("", "v1", "PersistentVolume", "persistentvolumes")
    {
        Namespaced = false,
        ShortNames = ["pv"],
        Subresources = ["status"],
        AnswersDeletionWithObject = true,
        Defaults = json =>
        {
            var spec = json.Section("spec");
            spec.Default("persistentVolumeReclaimPolicy", "Retain");
            spec.Default("volumeMode", "Filesystem");
        },
        PrepareCreate = json => json["status"] = new JsonObject { ["phase"] = "Pending" },
        Columns =
        [
            Cells.Name, Cells.Text("Capacity", "spec.capacity.storage"),
            new("Access Modes", row => Modes(row.Json.At("spec", "accessModes"))),
            Cells.Text("Reclaim Policy", "spec.persistentVolumeReclaimPolicy"), Cells.Text("Status", "status.phase"),
            new("Claim", row => row.Json.At("spec", "claimRef") is { ValueKind: JsonValueKind.Object } claim
                ? $"{claim.At("namespace").Text()}/{claim.At("name").Text()}" : ""),
            Class, AttributesClass, Cells.Text("Reason", "status.reason"), Cells.Age, VolumeMode,
        ],
    };

    public static ResourceType PersistentVolumeClaims { get; } = new("", "v1", "PersistentVolumeClaim", "persistentvolumeclaims")
    {
        ShortNames = ["pvc"],
        Subresources = ["status"],
        AnswersDeletionWithObject = true,
        Defaults = json => json.Section("spec").Default("volumeMode", "Filesystem"),
        PrepareCreate = json =>
        {
            var finalizers = json.Metadata().List("finalizers");
            if (!finalizers.Any(name => (string?)name == ClaimProtection))
            {
                finalizers.Add((JsonNode)ClaimProtection);
            }

            json["status"] = new JsonObject { ["phase"] = "Pending" };
        },
        Validate = (json, errors) =>
        {
            var spec = json["spec"];
            if (spec?["accessModes"] is not JsonArray { Count: > 0 })
            {
                errors.Required("spec.accessModes", "at least 1 access mode is required");
            }

            if (spec?["resources"]?["requests"]?["storage"] is null)
            {
                errors.Required("spec.resources[storage]");
            }
        },
        Columns =
        [
            Cells.Name, Cells.Text("Status", "status.phase"), Cells.Text("Volume", "spec.volumeName"),
            Cells.Text("Capacity", "status.capacity.storage"),
            new("Access Modes", row => Modes(row.Json.At("status", "accessModes"))),
            Class, AttributesClass, Cells.Age, VolumeMode,
        ],
    };

    public static ResourceType StorageClasses { get; } = new(Group, "v1", "StorageClass", "storageclasses")
    {
        Namespaced = false,
        ShortNames = ["sc"],
        AnswersDeletionWithObject = true,
        Defaults = json =>
        {
            json.Default("reclaimPolicy", "Delete");
            json.Default("volumeBindingMode", "Immediate");
        },
        Columns =
        [
            new("Name", row => row.Json.At("metadata", "annotations", "storageclass.kubernetes.io/is-default-class").Text() == "true"
                ? row.Name + " (default)" : row.Name),
            Cells.Text("Provisioner", "provisioner"), Cells.Text("ReclaimPolicy", "reclaimPolicy"),
            Cells.Text("VolumeBindingMode", "volumeBindingMode"), Cells.Flag("AllowVolumeExpansion", "allowVolumeExpansion"), Cells.Age,
        ],
    };

    public static ResourceType VolumeAttachments { get; } = new(Group, "v1", "VolumeAttachment", "volumeattachments")
    {
        Namespaced = false,
        Subresources = ["status"],
        AnswersDeletionWithObject = true,
        Columns =
        [
            Cells.Name, Cells.Text("Attacher", "spec.attacher"), Cells.Text("PV", "spec.source.persistentVolumeName"),
            Cells.Text("Node", "spec.nodeName"), Cells.Flag("Attached", "status.attached"), Cells.Age,
        ],
    };

    public static ResourceType CsiNodes { get; } = new(Group, "v1", "CSINode", "csinodes")
    {
        Namespaced = false,
        AnswersDeletionWithObject = true,
        Columns = [Cells.Name, Cells.Count("Drivers", "spec.drivers"), Cells.Age],
        Notice = _ => "CSINodes are not modelled here: nothing counts the volumes of nodes by them.",
    };

    public static ResourceType CsiDrivers { get; } = new(Group, "v1", "CSIDriver", "csidrivers")
    {
        Namespaced = false,
        AnswersDeletionWithObject = true,
        Columns = Cells.NameAndAge,
        Notice = _ => "CSIDrivers are not modelled here: volumes come from EBS, whatever other driver is there.",
    };

    public static ResourceType CsiStorageCapacities { get; } = new(Group, "v1", "CSIStorageCapacity", "csistoragecapacities")
    {
        Columns = Cells.NameAndAge,
        Notice = _ => "CSIStorageCapacities are not modelled here: storage has no end.",
    };

    private static string Modes(JsonElement modes) =>
        string.Join(',', modes.Each().Select(mode => AccessModes.GetValueOrDefault(mode.Text(), mode.Text())));
}
