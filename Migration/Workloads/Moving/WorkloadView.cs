using CniMigration.Migration.Watching;

namespace CniMigration.Migration.Workloads.Moving;

/// <summary>What the watched cluster shows of one workload at this moment.</summary>
internal sealed class WorkloadView(WatchedCluster cluster)
{
    internal V1Deployment? Deployment(WorkloadRef workload) => cluster.Deployments.Find(workload.Namespace, workload.Name);

    /// <summary>The pod, as long as it is the same one.</summary>
    internal V1Pod? Pod(PodRef pod) => cluster.Pods.Find(pod.Namespace, pod.Name) is { } live && live.Metadata.Uid == pod.Uid ? live : null;

    /// <summary>The pods that the workload has, by who owns them; finished ones do not count.</summary>
    internal IReadOnlyList<V1Pod> Pods(WorkloadRef workload)
    {
        var sets = cluster.ReplicaSets.All;
        return [.. cluster.Pods.In(workload.Namespace).Where(p => !p.IsFinished() && Owners.WorkloadOf(p, sets) == workload)];
    }

    /// <summary>How many of its pods are Ready and are to stay.</summary>
    internal int Ready(WorkloadRef workload, IReadOnlySet<string> leaving) =>
        Pods(workload).Count(p => p.IsReady() && !p.IsTerminating() && !leaving.Contains(p.Metadata.Uid));

    /// <summary>How many replicas it wants at this moment; null for kinds that do not say.</summary>
    internal int? Wanted(WorkloadRef workload) => workload.Kind switch
    {
        "Deployment" => Deployment(workload)?.Spec is { } spec ? spec.Replicas ?? 1 : 0,
        "ReplicaSet" => cluster.ReplicaSets.Find(workload.Namespace, workload.Name)?.Spec is { } spec ? spec.Replicas ?? 1 : 0,
        "StatefulSet" => cluster.StatefulSets.Find(workload.Namespace, workload.Name)?.Spec is { } spec ? spec.Replicas ?? 1 : 0,
        "Pod" => 0,
        _ => null,
    };
}
