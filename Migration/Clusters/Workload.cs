namespace CniMigration.Migration.Clusters;

/// <summary>A workload as read, whatever its kind: what it is, and how far its rollout has come.</summary>
internal sealed record Workload(
    V1ObjectMeta Metadata, V1PodTemplateSpec Template, V1LabelSelector Selector, long Observed, int Desired, int Updated, int Total, int Available, int Ready)
{
    /// <summary>What keeps the rollout from being done, or null when all of it is.</summary>
    public string? Unsettled => this switch
    {
        _ when Observed < (Metadata.Generation ?? 0) => "its controller has not seen the last change yet",
        _ when Updated < Desired => $"{Updated} of {Desired} pods are of the new revision",
        _ when Total > Updated => $"{Total - Updated} pods of an older revision remain",
        _ when Available < Desired => $"{Available} of {Desired} pods are available",
        _ => null,
    };

    /// <summary>The workload of that name, whatever its kind.</summary>
    public static ClusterObject<Workload> In(IKubernetes cluster, WorkloadRef reference) => reference.Kind switch
    {
        "Deployment" => cluster.Deployment(reference.Namespace, reference.Name).As(Of),
        "DaemonSet" => cluster.DaemonSet(reference.Namespace, reference.Name).As(Of),
        _ => cluster.StatefulSet(reference.Namespace, reference.Name).As(Of),
    };

    public static Workload Of(V1DaemonSet set) => new(
        set.Metadata, set.Spec.Template, set.Spec.Selector, set.Status?.ObservedGeneration ?? 0, set.Status?.DesiredNumberScheduled ?? 0,
        set.Status?.UpdatedNumberScheduled ?? 0, set.Status?.UpdatedNumberScheduled ?? 0, set.Status?.NumberAvailable ?? 0, set.Status?.NumberReady ?? 0);

    private static Workload Of(V1Deployment deployment) => new(
        deployment.Metadata, deployment.Spec.Template, deployment.Spec.Selector, deployment.Status?.ObservedGeneration ?? 0, deployment.Spec.Replicas ?? 1,
        deployment.Status?.UpdatedReplicas ?? 0, deployment.Status?.Replicas ?? 0, deployment.Status?.AvailableReplicas ?? 0,
        deployment.Status?.ReadyReplicas ?? 0);

    private static Workload Of(V1StatefulSet set) => new(
        set.Metadata, set.Spec.Template, set.Spec.Selector, set.Status?.ObservedGeneration ?? 0, set.Spec.Replicas ?? 1,
        UpdatedPods(set.Status), set.Status?.Replicas ?? 0, set.Status?.AvailableReplicas ?? 0, set.Status?.ReadyReplicas ?? 0);

    /// <summary>Between rollouts a StatefulSet counts no updated pods: the revisions are the same then.</summary>
    private static int UpdatedPods(V1StatefulSetStatus? status) =>
        status is { UpdateRevision: { } update } && update == status.CurrentRevision ? status.Replicas : status?.UpdatedReplicas ?? 0;
}
