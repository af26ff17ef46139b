using System.Text.Json.Nodes;
using CniMigration.Simulator.Api;
using CniMigration.Simulator.Controllers.Runtime;
using CniMigration.Simulator.Model;

namespace CniMigration.Simulator.Controllers.Workloads;

/// <summary>Creates and deletes the pods of a workload, and says so in Events.</summary>
internal sealed class PodControl(ControllerContext context, string controller)
{
    /// <summary>Creates a pod from a template; <paramref name="shape"/> makes it the one that is wanted.</summary>
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
            if (from?[name] is { } value) metadata[name] = value.DeepClone();
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
            context.Events.Normal(owner, controller, "SuccessfulCreate", $"{Verb("Created", "create")} pod: {created.Name}");
        }
        catch (ApiException exception) when (exception.Code is 403 or 422)
        {
            if (context.Cache.Namespaces.Find(owner.Namespace)?.IsDeleting == true) return;
            context.Events.Warning(owner, controller, "FailedCreate", $"Error creating: {exception.Message}");
            throw;
        }
    }

    public async Task DeleteAsync(Resource owner, Pod pod, CancellationToken cancellationToken)
    {
        await context.DeleteAsync(pod, cancellationToken);
        context.Events.Normal(owner, controller, "SuccessfulDelete", $"{Verb("Deleted", "delete")} pod: {pod.Name}");
    }

    private string Verb(string usual, string plain) => controller == "statefulset-controller" ? plain : usual;
}
