using CniMigration.Migration.Workloads.Planning;
using k8s;
using k8s.Models;

namespace CniMigration.Migration.Workloads.Moving;

/// <summary>What the waits of a move look at. However many there are, each kind is listed once per interval.</summary>
internal sealed class ClusterView : IDisposable
{
    private readonly Recent<IReadOnlyList<V1Pod>> pods;
    private readonly Recent<IReadOnlyList<V1Deployment>> deployments;
    private readonly Recent<IReadOnlyList<V1ReplicaSet>> replicaSets;
    private readonly Recent<IReadOnlyList<V1StatefulSet>> statefulSets;
    private readonly Recent<IReadOnlyList<V1PodDisruptionBudget>> budgets;

    internal ClusterView(IKubernetes client, TimeProvider time, TimeSpan interval)
    {
        var reader = new ClusterReader(client);
        pods = new(time, interval, reader.PodsAsync);
        deployments = new(time, interval, reader.DeploymentsAsync);
        replicaSets = new(time, interval, reader.ReplicaSetsAsync);
        statefulSets = new(time, interval, reader.StatefulSetsAsync);
        budgets = new(time, interval, reader.BudgetsAsync);
    }

    internal Task<IReadOnlyList<V1Pod>> PodsAsync(CancellationToken cancellationToken) => pods.GetAsync(cancellationToken);

    internal Task<IReadOnlyList<V1PodDisruptionBudget>> BudgetsAsync(CancellationToken cancellationToken) => budgets.GetAsync(cancellationToken);

    internal async Task<V1Deployment?> DeploymentAsync(string @namespace, string name, CancellationToken cancellationToken) =>
        (await deployments.GetAsync(cancellationToken)).FirstOrDefault(d => d.Metadata.Name == name && d.Metadata.NamespaceProperty == @namespace);

    /// <summary>How many replicas a workload wants at this moment and which pods are its own; null for kinds that do not say.</summary>
    internal async Task<(int Replicas, V1LabelSelector Selector)?> WantedAsync(WorkloadRef workload, CancellationToken cancellationToken)
    {
        bool Is(V1ObjectMeta metadata) => metadata.Name == workload.Name && metadata.NamespaceProperty == workload.Namespace;
        return workload.Kind switch
        {
            "Deployment" => (await deployments.GetAsync(cancellationToken)).FirstOrDefault(d => Is(d.Metadata))?.Spec is { } spec
                ? (spec.Replicas ?? 1, spec.Selector)
                : null,
            "ReplicaSet" => (await replicaSets.GetAsync(cancellationToken)).FirstOrDefault(r => Is(r.Metadata))?.Spec is { } spec
                ? (spec.Replicas ?? 1, spec.Selector)
                : null,
            "StatefulSet" => (await statefulSets.GetAsync(cancellationToken)).FirstOrDefault(s => Is(s.Metadata))?.Spec is { } spec
                ? (spec.Replicas ?? 1, spec.Selector)
                : null,
            _ => null,
        };
    }

    public void Dispose()
    {
        pods.Dispose();
        deployments.Dispose();
        replicaSets.Dispose();
        statefulSets.Dispose();
        budgets.Dispose();
    }
}
