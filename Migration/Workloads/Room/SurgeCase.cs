using CniMigration.Migration.Workloads.Plans;
using CniMigration.Migration.Workloads.Snapshots;

namespace CniMigration.Migration.Workloads.Room;

/// <summary>A Deployment that may be moved by a surge, with what the answer depends on.</summary>
internal sealed record SurgeCase(V1Deployment Deployment, ClusterSnapshot Snapshot, MoveDestination Destination, SurgeMode Mode)
{
    internal string Namespace => Deployment.Metadata.NamespaceProperty;

    internal WorkloadRef Workload => new("Deployment", Namespace, Deployment.Metadata.Name);

    internal V1PodSpec Pod => Deployment.Spec.Template.Spec;

    internal IDictionary<string, string>? PodLabels => Deployment.Spec.Template.Metadata?.Labels;

    internal int Replicas => Deployment.Spec.Replicas ?? 1;

    /// <summary>How many pods it may have above its replicas; the default is a quarter, and a share is rounded up.</summary>
    internal int MaxSurge => (Deployment.Spec.Strategy?.RollingUpdate?.MaxSurge ?? "25%").RoundedUp(Replicas);

    /// <summary>
    /// A pod as the Deployment describes it, and as those are that it has: limit ranges, priority classes and webhooks add to what is described.
    /// </summary>
    internal IEnumerable<V1PodSpec> Shapes => Snapshot.Pods
        .Where(p => p.Metadata.NamespaceProperty == Namespace && !p.IsFinished() && Snapshot.WorkloadOf(p) == Workload)
        .Select(p => p.Spec)
        .Prepend(Pod);

    internal Placing Placing => new(Pod, PodLabels, Namespace, Replicas, Snapshot, Destination);
}
