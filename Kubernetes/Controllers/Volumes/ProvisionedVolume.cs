using CniMigration.Kubernetes.Controllers.Runtime;

namespace CniMigration.Kubernetes.Controllers.Volumes;

/// <summary>The volume that a provisioner makes for a claim.</summary>
internal static class ProvisionedVolume
{
    public static JsonObject For(PersistentVolumeClaim claim, StorageClass storageClass, string? zone)
    {
        var isZonal = Provisioners.IsZonal(storageClass.Provisioner);
        var driver = Provisioners.DriverOf(storageClass.Provisioner);
        var source = claim.Source.ToJson();
        var spec = new JsonObject
        {
            ["accessModes"] = source["spec"]!["accessModes"]?.DeepClone(),
            ["capacity"] = source["spec"]!["resources"]?["requests"]?.DeepClone(),
            ["claimRef"] = JsonObjects.ReferenceTo(claim),
            ["csi"] = new JsonObject { ["driver"] = driver, ["fsType"] = "ext4", ["volumeHandle"] = Handle(claim, isZonal) },
            ["persistentVolumeReclaimPolicy"] = storageClass.ReclaimPolicy,
            ["storageClassName"] = storageClass.Name,
            ["volumeMode"] = "Filesystem",
        };
        if (isZonal && zone is not null)
        {
            spec["nodeAffinity"] = InZone(zone);
        }

        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "PersistentVolume",
            ["metadata"] = new JsonObject
            {
                ["name"] = $"pvc-{claim.Uid}",
                ["annotations"] = new JsonObject { ["pv.kubernetes.io/provisioned-by"] = driver },
            },
            ["spec"] = spec,
        };
    }

    private static string Handle(PersistentVolumeClaim claim, bool isZonal)
    {
        var digits = claim.Uid.Replace("-", "", StringComparison.Ordinal);
        return (isZonal ? "vol-" : "fs-") + digits[..Math.Min(17, digits.Length)];
    }

    private static JsonObject InZone(string zone) => new()
    {
        ["required"] = new JsonObject
        {
            ["nodeSelectorTerms"] = new JsonArray(new JsonObject
            {
                ["matchExpressions"] = new JsonArray(new JsonObject
                {
                    ["key"] = VolumeTopology.Zone,
                    ["operator"] = "In",
                    ["values"] = new JsonArray(zone),
                }),
            }),
        },
    };
}
