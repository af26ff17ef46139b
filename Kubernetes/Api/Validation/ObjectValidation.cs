using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Api.Operations;

namespace CniMigration.Kubernetes.Api.Validation;

/// <summary>Refuses objects that Kubernetes would refuse.</summary>
internal static class ObjectValidation
{
    private static readonly Dictionary<ResourceType, Action<JsonObject, FieldErrors>> ByType = new()
    {
        [ResourceTypes.Pods] = PodValidation.Pod,
        [ResourceTypes.Deployments] = (json, errors) => WorkloadValidation.Selecting(json, errors, "Always"),
        [ResourceTypes.ReplicaSets] = (json, errors) => WorkloadValidation.Selecting(json, errors, "Always"),
        [ResourceTypes.DaemonSets] = (json, errors) => WorkloadValidation.Selecting(json, errors, "Always"),
        [ResourceTypes.StatefulSets] = (json, errors) => WorkloadValidation.Selecting(json, errors, "Always"),
        [ResourceTypes.Jobs] = (json, errors) => WorkloadValidation.Selecting(json, errors, "Never", "OnFailure"),
        [ResourceTypes.CronJobs] = WorkloadValidation.CronJob,
        [ResourceTypes.Services] = ClusterValidation.Service,
        [ResourceTypes.Nodes] = ClusterValidation.Node,
        [ResourceTypes.PodDisruptionBudgets] = ClusterValidation.Budget,
        [ResourceTypes.ConfigMaps] = ClusterValidation.ConfigMap,
        [ResourceTypes.Secrets] = ClusterValidation.Secret,
        [ResourceTypes.PersistentVolumeClaims] = ClusterValidation.Claim,
        [ResourceTypes.CustomResourceDefinitions] = ClusterValidation.CustomResourceDefinition,
    };

    /// <param name="type">The object's type.</param>
    /// <param name="json">The object.</param>
    /// <param name="more">What else is held against it.</param>
    public static void ForCreate(ResourceType type, JsonObject json, Action<FieldErrors> more)
    {
        var errors = new FieldErrors();
        MetadataValidation.Check(type, json, errors);
        more(errors);
        Check(type, json, errors);
    }

    /// <param name="type">The object's type.</param>
    /// <param name="old">The object until now.</param>
    /// <param name="json">The object as it is to be.</param>
    /// <param name="more">What else is held against it.</param>
    public static void ForUpdate(ResourceType type, JsonObject old, JsonObject json, Action<FieldErrors> more)
    {
        var errors = new FieldErrors();
        MetadataValidation.CheckMaps(json, errors);
        MetadataValidation.CheckFinalizers(old, json, errors);
        ImmutableFields.Check(type, old, json, errors);
        more(errors);
        Check(type, json, errors);
    }

    private static void Check(ResourceType type, JsonObject json, FieldErrors errors)
    {
        if (ByType.TryGetValue(type, out var check))
        {
            check(json, errors);
        }

        if (errors.Any)
        {
            throw errors.Refusal(type, json["metadata"].Text("name") ?? "");
        }
    }
}
