using CniMigration.Migration.Connectivity;
using CniMigration.Migration.Workloads.Moving;
using CniMigration.Migration.Workloads.Plans;
using CniMigration.Tests.Migration.Clusters;
using k8s.Models;

namespace CniMigration.Tests.Migration.Workloads.Moving;

/// <summary>Moves over a cluster of its own for each test.</summary>
[CancelAfter(120_000)]
internal abstract class MoveFixture
{
    protected TestCluster Cluster { get; private set; } = null!;

    [TearDown]
    public async Task StopAsync()
    {
        if (Cluster is not null)
        {
            await Cluster.DisposeAsync();
        }
    }

    protected async Task StartAsync(int oldNodes = 2, int ciliumNodes = 2, double speed = 30) =>
        Cluster = await TestCluster.StartAsync(oldNodes, ciliumNodes, speed: speed);

    protected Task<MoveResult> MoveAsync(MoveRequest request, CancellationToken cancellationToken, IConnectivitySample? connectivity = null) =>
        new WorkloadMover(Cluster.Mover, Cluster.Time, connectivity).MoveAsync(request, Cluster.Reporter, cancellationToken);

    protected async Task<IReadOnlyList<string>> NodesAsync(string app) =>
        [.. (await Cluster.PodsAsync()).Where(p => p.Metadata.Labels?["app"] == app).Select(p => p.Spec.NodeName)];

    protected async Task<IReadOnlyList<string>> NodesAsync() => [.. (await Cluster.PodsAsync()).Select(p => p.Spec.NodeName)];

    /// <summary>Deployments that are evicted: without a surge and, but for a budget, two of four at once.</summary>
    protected static V1Deployment WithoutSurge(string name, int replicas, string maxUnavailable = "50%")
    {
        var deployment = Make.Deployment(name, replicas, app: name);
        deployment.Spec.Strategy.RollingUpdate = new V1RollingUpdateDeployment { MaxSurge = 0, MaxUnavailable = maxUnavailable };
        return deployment;
    }

    protected static V1PodDisruptionBudget Budget(string app, string? minAvailable = null, string? maxUnavailable = null) =>
        Make.BudgetOver(app, $"{app}-{minAvailable}{maxUnavailable?.Replace("%", "p", StringComparison.Ordinal)}", minAvailable, maxUnavailable);

    protected static V1StatefulSet StatefulSet(string name, int replicas, string policy = "OrderedReady") => new()
    {
        Metadata = new V1ObjectMeta { Name = name },
        Spec = new V1StatefulSetSpec
        {
            Replicas = replicas,
            ServiceName = name,
            PodManagementPolicy = policy,
            Selector = new V1LabelSelector { MatchLabels = new Dictionary<string, string> { ["app"] = name } },
            Template = new V1PodTemplateSpec
            {
                Metadata = new V1ObjectMeta { Labels = new Dictionary<string, string> { ["app"] = name } },
                Spec = new V1PodSpec { Containers = [new V1Container { Name = "main", Image = "db:1" }] },
            },
        },
    };
}
