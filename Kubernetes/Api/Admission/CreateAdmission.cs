using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Api.Operations;

namespace CniMigration.Kubernetes.Api.Admission;

/// <summary>What a new object gets or is refused because of what else is in the cluster.</summary>
internal sealed class CreateAdmission(Store.ObjectStore store, ServiceAddresses addresses)
{
    public void Admit(ResourceType type, JsonObject json)
    {
        CheckNamespace(type, json);
        if (type.HasStatus && type != ResourceTypes.Nodes && type != ResourceTypes.CustomResourceDefinitions)
        {
            json.Remove("status");
        }

        if (type == ResourceTypes.Pods)
        {
            LimitRanges.AdmitPod(store, json);
            PodAdmission.Admit(store, json);
        }
        else if (type == ResourceTypes.Services)
        {
            addresses.Assign(json);
            json["status"] = new JsonObject { ["loadBalancer"] = new JsonObject() };
        }
        else if (type == ResourceTypes.Namespaces)
        {
            json["spec"] = new JsonObject { ["finalizers"] = new JsonArray("kubernetes") };
            json["status"] = new JsonObject { ["phase"] = "Active" };
        }
        else if (type == ResourceTypes.Nodes)
        {
            NodeAdmission.Admit(json);
        }
        else if (type == ResourceTypes.Jobs)
        {
            JobAdmission.Admit(json);
        }
        else if (type == ResourceTypes.PersistentVolumeClaims)
        {
            LimitRanges.AdmitClaim(store, json);
            StorageAdmission.AdmitClaim(store, json);
        }
        else if (type == ResourceTypes.PersistentVolumes)
        {
            json["status"] = new JsonObject { ["phase"] = "Pending" };
        }
        else if (type == ResourceTypes.PriorityClasses)
        {
            json["value"] ??= 0;
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
        if (!present.As<Model.Resource>().IsDeleting)
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
