using CniMigration.Migration.Workloads.Snapshots;
using k8s.Models;

namespace CniMigration.Tests.Migration.Workloads.Room;

/// <summary>Clusters in which room is what matters: pods that ask for CPU, and two nodes that have so much of it.</summary>
internal static class RoomClusters
{
    public static ClusterSnapshot Cluster(int replicas, string cpu, string nodeCpu, string nodePods = "10")
    {
        var cluster = Make.Cluster(replicas);
        foreach (var pod in cluster.Pods)
        {
            Requesting(pod, cpu);
        }

        foreach (var node in cluster.CiliumNodes)
        {
            node.Status = new V1NodeStatus { Allocatable = new Dictionary<string, ResourceQuantity> { ["cpu"] = nodeCpu, ["pods"] = nodePods } };
        }

        return cluster;
    }

    public static ClusterSnapshot Mirrored(ClusterSnapshot cluster)
    {
        foreach (var pod in cluster.Pods)
        {
            pod.Spec.NodeName = pod.Spec.NodeName.Replace("old", "new", StringComparison.Ordinal);
        }

        foreach (var node in cluster.OldNodes)
        {
            node.Status = cluster.CiliumNodes[0].Status;
        }

        return cluster;
    }

    public static V1Pod Requesting(V1Pod pod, string cpu)
    {
        pod.Spec.Containers = [Container(cpu)];
        return pod;
    }

    public static V1Container Container(string cpu) => new()
    {
        Name = "main",
        Resources = new V1ResourceRequirements { Requests = new Dictionary<string, ResourceQuantity> { ["cpu"] = cpu } },
    };
}
