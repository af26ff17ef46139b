using CniMigration.Migration.State;
using k8s.Models;

namespace CniMigration.Migration.Workloads.Planning;

/// <summary>Who creates a pod again: its controller, or the Deployment that owns its ReplicaSet.</summary>
internal static class Owners
{
    internal static WorkloadRef WorkloadOf(V1Pod pod, ClusterSnapshot snapshot)
    {
        var @namespace = pod.Metadata.NamespaceProperty;
        return pod.Controller() switch
        {
            null => new WorkloadRef("Pod", @namespace, pod.Metadata.Name),
            { Kind: "ReplicaSet" } set => DeploymentOf(set, @namespace, snapshot) ?? new WorkloadRef(set.Kind, @namespace, set.Name),
            var owner => new WorkloadRef(owner.Kind, @namespace, owner.Name),
        };
    }

    private static WorkloadRef? DeploymentOf(V1OwnerReference set, string @namespace, ClusterSnapshot snapshot) =>
        snapshot.ReplicaSets
            .FirstOrDefault(r => r.Metadata.Uid == set.Uid)?.Metadata.OwnerReferences?
            .FirstOrDefault(o => o is { Controller: true, Kind: "Deployment" }) is { } deployment
            ? new WorkloadRef("Deployment", @namespace, deployment.Name)
            : null;
}
