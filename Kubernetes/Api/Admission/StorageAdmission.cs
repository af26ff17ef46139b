using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Api.Defaulting;
using CniMigration.Kubernetes.Api.Operations;
using CniMigration.Kubernetes.Api.Store;

namespace CniMigration.Kubernetes.Api.Admission;

/// <summary>A claim that names no class gets the cluster's default one, and no claim goes while a pod uses it.</summary>
internal static class StorageAdmission
{
    private const string Protection = "kubernetes.io/pvc-protection";
    private const string IsDefault = "storageclass.kubernetes.io/is-default-class";

    public static void AdmitClaim(ObjectStore store, JsonObject json)
    {
        var spec = json.Section("spec");
        if (!spec.ContainsKey("storageClassName"))
        {
            var found = store.Snapshot(ResourceTypes.StorageClasses).Items.Values
                .FirstOrDefault(candidate => candidate.As<Model.Resource>().Metadata.Annotations.GetValueOrDefault(IsDefault) == "true");
            if (found is not null)
            {
                spec["storageClassName"] = found.Name;
            }
        }

        var finalizers = json.Finalizers();
        if (!finalizers.Contains(Protection))
        {
            json.Metadata()["finalizers"] = new JsonArray([.. finalizers.Append(Protection).Select(name => (JsonNode)name)]);
        }

        json["status"] = new JsonObject { ["phase"] = "Pending" };
    }
}
