using CniMigration.Kubernetes.Controllers.Runtime;
using CniMigration.Kubernetes.Kinds;

namespace CniMigration.Kubernetes.Controllers.Workloads;

/// <summary>Creates and deletes the pods of a workload, and says so in Events.</summary>
internal sealed class PodControl(ControllerContext context, string controller)
{
    /// <summary>Creates a pod from a template.</summary>
    /// <param name="owner">The workload.</param>
    /// <param name="template">The template.</param>
    /// <param name="shape">Makes it the pod that is wanted.</param>
    /// <param name="cancellationToken">To give up.</param>
    public async Task CreateAsync(Resource owner, JsonObject template, Action<JsonObject> shape, CancellationToken cancellationToken)
    {
        var metadata = new JsonObject
        {
            ["generateName"] = $"{owner.Name}-",
            ["namespace"] = owner.Namespace,
            ["ownerReferences"] = new JsonArray(JsonObjects.OwnerReferenceTo(owner)),
        };
        var from = template["metadata"] as JsonObject;
        foreach (var name in (ReadOnlySpan<string>)["labels", "annotations", "finalizers"])
        {
            if (from?[name] is { } value)
            {
                metadata[name] = value.DeepClone();
            }
        }
        var body = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Pod",
            ["metadata"] = metadata,
            ["spec"] = template["spec"]!.DeepClone(),
        };
        shape(body);
        try
        {
            var created = await context.CreateAsync(ResourceTypes.Pods, owner.Namespace, body, cancellationToken);
            context.Events.Normal(owner, controller, "SuccessfulCreate", Message(owner, "create", "Created", created.Name));
        }
        catch (ApiException exception) when (exception.Code is 403 or 422)
        {
            if (context.Cache.Namespaces.Find(owner.Namespace)?.IsDeleting == true)
            {
                return;
            }

            context.Events.Warning(owner, controller, "FailedCreate", $"Error creating: {exception.Message}");
            throw;
        }
    }

    public async Task DeleteAsync(Resource owner, Pod pod, CancellationToken cancellationToken)
    {
        await context.DeleteAsync(pod, cancellationToken);
        context.Events.Normal(owner, controller, "SuccessfulDelete", Message(owner, "delete", "Deleted", pod.Name));
    }

    private static string Message(Resource owner, string verb, string done, string pod) =>
        owner is StatefulSet ? $"{verb} Pod {pod} in StatefulSet {owner.Name} successful" : $"{done} pod: {pod}";
}
