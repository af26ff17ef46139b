using System.Text.Json.Nodes;

namespace CniMigration.Kubernetes.Api.Defaulting;

/// <summary>What volumes, claims and their classes say where they say nothing.</summary>
internal static class StorageDefaults
{
    public static void Volume(JsonObject json)
    {
        var spec = json.Section("spec");
        spec.Default("persistentVolumeReclaimPolicy", "Retain");
        spec.Default("volumeMode", "Filesystem");
    }

    public static void Claim(JsonObject json) => json.Section("spec").Default("volumeMode", "Filesystem");

    public static void Class(JsonObject json)
    {
        json.Default("reclaimPolicy", "Delete");
        json.Default("volumeBindingMode", "Immediate");
    }
}
