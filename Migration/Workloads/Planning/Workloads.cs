using k8s.Models;

namespace CniMigration.Migration.Workloads.Planning;

/// <summary>What a snapshot says of workloads themselves.</summary>
internal static class Workloads
{
    /// <summary>The Deployment; null for another kind, and when it is gone.</summary>
    internal static V1Deployment? Deployment(WorkloadRef workload, ClusterSnapshot snapshot) => workload.Kind == "Deployment"
        ? snapshot.Deployments.FirstOrDefault(d => d.Metadata.Name == workload.Name && d.Metadata.NamespaceProperty == workload.Namespace)
        : null;

    /// <summary>The replicas that it wants; null for kinds that do not say, and for what is gone.</summary>
    internal static int? Replicas(WorkloadRef workload, ClusterSnapshot snapshot)
    {
        bool Is(V1ObjectMeta metadata) => metadata.Name == workload.Name && metadata.NamespaceProperty == workload.Namespace;
        return workload.Kind switch
        {
            "Deployment" => Deployment(workload, snapshot)?.Spec.Replicas,
            "StatefulSet" => snapshot.StatefulSets.FirstOrDefault(s => Is(s.Metadata))?.Spec?.Replicas,
            "ReplicaSet" => snapshot.ReplicaSets.FirstOrDefault(r => Is(r.Metadata))?.Spec?.Replicas,
            _ => null,
        };
    }
}
