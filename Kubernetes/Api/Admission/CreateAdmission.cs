using CniMigration.Kubernetes.Api.Store;
using CniMigration.Kubernetes.Kinds;

namespace CniMigration.Kubernetes.Api.Admission;

/// <summary>What a new object gets or is refused because of what else is in the cluster.</summary>
internal sealed class CreateAdmission(ObjectStore store, ServiceAddresses addresses)
{
    public void Admit(ResourceType type, JsonObject json)
    {
        CheckNamespace(type, json);
        if (type.HasStatus && !type.IsCreatedWithStatus)
        {
            json.Remove("status");
        }

        type.PrepareCreate?.Invoke(json);
        if (type == ResourceTypes.Pods)
        {
            LimitRanges.AdmitPod(store, json);
            PodAdmission.Admit(store, json);
        }
        else if (type == ResourceTypes.Services)
        {
            addresses.Assign(json);
        }
        else if (type == ResourceTypes.PersistentVolumeClaims)
        {
            LimitRanges.AdmitClaim(store, json);
            ChooseClass(json.Section("spec"));
        }
    }

    private void ChooseClass(JsonObject claim)
    {
        if (!claim.ContainsKey("storageClassName")
            && store.Snapshot(ResourceTypes.StorageClasses).Items.Values.FirstOrDefault(item => item.As<StorageClass>().IsDefault) is { } found)
        {
            claim["storageClassName"] = found.Name;
        }
    }

    private void CheckNamespace(ResourceType type, JsonObject json)
    {
        if (!type.Namespaced)
        {
            return;
        }

        var name = json["metadata"].Text("namespace")!;
        var present = store.Find(ResourceTypes.Namespaces, name) ?? throw ApiException.NotFound(ResourceTypes.Namespaces, name);
        if (!present.As<Resource>().IsDeleting)
        {
            return;
        }

        var details = ApiException.Named(type, json["metadata"].Text("name") ?? "");
        details["causes"] = new JsonArray(new JsonObject
        {
            ["reason"] = "NamespaceTerminating",
            ["message"] = $"namespace {name} is being terminated",
            ["field"] = "metadata.namespace",
        });
        throw new ApiException(403, "Forbidden", $"{type.QualifiedName} \"{json["metadata"].Text("name")}\" is forbidden: unable to create new content in "
            + $"namespace {name} because it is being terminated", details);
    }
}
