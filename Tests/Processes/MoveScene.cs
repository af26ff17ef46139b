using System.Text.Json.Nodes;
using CniMigration.Kubernetes.Api.Requests;
using CniMigration.Kubernetes.Kinds;
using CniMigration.Kubernetes.Model;
using CniMigration.Kubernetes.Objects;
using CniMigration.Tests.Migration.Clusters;
using CniMigration.Tests.Migration.Workloads;
using CniMigration.Tests.Properties.Clusters;
using k8s.Models;

namespace CniMigration.Tests.Processes;

/// <summary>A small cluster with every way of moving in it, and a provider beside it that can be ended after any of its writes.</summary>
internal sealed class MoveScene : IAsyncDisposable
{
    private const double Speed = 60;
    private static readonly string[] Writing = ["create", "update", "patch", "delete"];

    // What the request of a process that is about to end waits for.
    private static readonly RequestFault Silence = new((ApiException?)null, TimeSpan.FromHours(10));

    private MoveScene(TestCluster cluster, BudgetJudge judge) => (Cluster, Judge) = (cluster, judge);

    public TestCluster Cluster { get; }

    public BudgetJudge Judge { get; }

    public static async Task<MoveScene> StartAsync()
    {
        var cluster = await TestCluster.StartAsync(speed: 1000);
        cluster.Kubelet.Start = TimeSpan.Zero;
        await cluster.AddAsync(Make.Deployment("web", 2, app: "web"));
        await cluster.AddAsync(Make.Deployment("single", 1, app: "single"));
        await cluster.AddAsync(Budget("single", minAvailable: 1));
        var batch = Make.Deployment("batch", 2, app: "batch");
        batch.Spec.Strategy.RollingUpdate = new V1RollingUpdateDeployment { MaxSurge = 0, MaxUnavailable = 1 };
        await cluster.AddAsync(batch);
        await cluster.AddAsync(Budget("batch", minAvailable: 1));
        await cluster.OpenBothSidesAsync(pods: 5);
        await cluster.UntilAsync(
            "the controllers know",
            async () => (await ListAsync<Deployment>(cluster, ResourceTypes.Deployments)).All(d => d.Status.AvailableReplicas == d.Spec.Replicas));
        cluster.Kubelet.Start = TimeSpan.FromSeconds(5);
        cluster.Time.Speed = Speed;
        return new MoveScene(cluster, await BudgetJudge.StartAsync(cluster.Api, cluster.Time));
    }

    public Task<ProviderProcess> MoveAsync(string destination) => ProviderProcess.StartAsync(new ProviderHost.Request(
        Cluster.Kubeconfig("mover"),
        "WorkloadMove",
        new JsonObject
        {
            ["stage"] = "migrate",
            ["destination"] = destination,
            ["oldNodeSelector"] = "side=old",
            ["ciliumNodeSelector"] = "side=cilium",
            ["budgetTimeoutSeconds"] = 7200,
            ["rolloutTimeoutSeconds"] = 7200,
            ["terminationTimeoutSeconds"] = 7200,
        },
        Speed));

    /// <summary>Starts a move that is killed after so many writes; false where it ended before.</summary>
    public async Task<bool> MoveAndKillAsync(string destination, int afterWrites, CancellationToken cancellationToken)
    {
        var due = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var writes = 0;
        Cluster.Gate.LostAnswers = request =>
        {
            if (!IsWrite(request) || Interlocked.Increment(ref writes) != afterWrites)
            {
                return false;
            }

            // The write happens, and the process hears of nothing any more.
            Cluster.Served.Faults = _ => Silence;
            due.TrySetResult();
            return true;
        };
        using var process = await MoveAsync(destination);
        var ended = process.ExitCodeAsync(cancellationToken);
        var killed = await Task.WhenAny(due.Task, ended) == due.Task;
        if (killed)
        {
            process.Kill();
        }

        var code = await ended;
        (Cluster.Gate.LostAnswers, Cluster.Served.Faults) = (null, _ => null);
        Assert.That(code == 0, Is.Not.EqualTo(killed), "a process that is killed does not end well");
        return killed;
    }

    public Task<IReadOnlyList<T>> ListAsync<T>(ResourceType type)
        where T : class => ListAsync<T>(Cluster, type);

    public async ValueTask DisposeAsync()
    {
        await Judge.DisposeAsync();
        await Cluster.DisposeAsync();
    }

    private static bool IsWrite(RequestInfo request) => request.User.Name == "mover" && Writing.Contains(request.Verb);

    private static async Task<IReadOnlyList<T>> ListAsync<T>(TestCluster cluster, ResourceType type)
        where T : class => [.. (await cluster.Api.ListAsync(type, null, CancellationToken.None)).Items.Select(item => item.As<T>())];

    private static V1PodDisruptionBudget Budget(string app, int minAvailable) => new()
    {
        Metadata = new V1ObjectMeta { Name = app, NamespaceProperty = "team" },
        Spec = new V1PodDisruptionBudgetSpec
        {
            MinAvailable = minAvailable,
            Selector = new V1LabelSelector { MatchLabels = new Dictionary<string, string> { ["app"] = app } },
        },
    };
}
