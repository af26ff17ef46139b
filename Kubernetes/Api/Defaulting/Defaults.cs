using System.Text.Json.Nodes;

namespace CniMigration.Kubernetes.Api.Defaulting;

/// <summary>What the server fills in, by type. Filling in twice changes nothing.</summary>
internal static class Defaults
{
    private static readonly Dictionary<ResourceType, Action<JsonObject>> ByType = new()
    {
        [ResourceTypes.Pods] = json => PodDefaults.Apply(json.Section("spec")),
        [ResourceTypes.PodTemplates] = json => PodDefaults.ApplyTemplate(json),
        [ResourceTypes.Deployments] = WorkloadDefaults.Deployment,
        [ResourceTypes.ReplicaSets] = WorkloadDefaults.ReplicaSet,
        [ResourceTypes.ReplicationControllers] = WorkloadDefaults.ReplicationController,
        [ResourceTypes.DaemonSets] = WorkloadDefaults.DaemonSet,
        [ResourceTypes.StatefulSets] = WorkloadDefaults.StatefulSet,
        [ResourceTypes.Jobs] = WorkloadDefaults.Job,
        [ResourceTypes.CronJobs] = WorkloadDefaults.CronJob,
        [ResourceTypes.Services] = NetworkDefaults.Service,
        [ResourceTypes.Endpoints] = NetworkDefaults.Endpoints,
        [ResourceTypes.EndpointSlices] = NetworkDefaults.EndpointSlice,
        [ResourceTypes.NetworkPolicies] = NetworkDefaults.NetworkPolicy,
        [ResourceTypes.PersistentVolumes] = StorageDefaults.Volume,
        [ResourceTypes.PersistentVolumeClaims] = StorageDefaults.Claim,
        [ResourceTypes.StorageClasses] = StorageDefaults.Class,
        [ResourceTypes.Secrets] = ClusterDefaults.Secret,
        [ResourceTypes.Namespaces] = ClusterDefaults.Namespace,
        [ResourceTypes.Nodes] = ClusterDefaults.Node,
        [ResourceTypes.RoleBindings] = ClusterDefaults.RoleBinding,
        [ResourceTypes.ClusterRoleBindings] = ClusterDefaults.RoleBinding,
        [ResourceTypes.HorizontalPodAutoscalers] = ClusterDefaults.Autoscaler,
        [ResourceTypes.LimitRanges] = ClusterDefaults.LimitRange,
        [ResourceTypes.PriorityClasses] = json => json.Default("preemptionPolicy", "PreemptLowerPriority"),
        [ResourceTypes.CustomResourceDefinitions] = ClusterDefaults.CustomResourceDefinition,
    };

    public static void Apply(ResourceType type, JsonObject json)
    {
        if (ByType.TryGetValue(type, out var defaults))
        {
            defaults(json);
        }
    }
}
