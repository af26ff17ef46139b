using System.Collections.Immutable;
using CniMigration.Migration.Records;
using CniMigration.Provider;
using CniMigration.Tests.Migration.Clusters;
using CniMigration.Tests.Migration.Connectivity;
using CniMigration.Tests.Migration.Workloads;
using k8s;
using k8s.Models;
using Pulumi;
using Pulumi.Experimental.Provider;

namespace CniMigration.Tests.Provider.Resources;

/// <summary>A move that is cancelled while it waits, for whatever it waits, ends within five seconds, and the next one completes it.</summary>
[Parallelizable(ParallelScope.All)]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[CancelAfter(120_000)]
internal sealed class CancelledMoveTests
{
    private const double Speed = 100;

    /// <summary>Goldpinger's pods are listened to once they have been Ready for a while.</summary>
    private static readonly TimeSpan GoldpingerIsTrusted = TimeSpan.FromMinutes(2);

    private static readonly Urn Urn = new("urn:pulumi:dev::cni-migration::cnimigration:index:WorkloadMove::it");

    [Test]
    public Task A_budget_that_allows_nothing(CancellationToken cancellationToken) => ResumesAsync(
        async cluster =>
        {
            var shared = Budget();
            shared.Spec.Selector = new V1LabelSelector
            {
                MatchExpressions = [new V1LabelSelectorRequirement { Key = "app", OperatorProperty = "In", Values = ["web", "dead"] }],
            };
            var dead = Make.Deployment("dead", 1, app: "dead");
            dead.Spec.Template.Spec.NodeSelector = new Dictionary<string, string> { ["side"] = "cilium" };
            cluster.Kubelet.IsStuck = pod => pod.Metadata.Labels.GetValueOrDefault("app") == "dead";
            await cluster.AddAsync(dead);
            await cluster.AddAsync(WithoutSurge());
            await cluster.AddAsync(shared);
        },
        cluster => cluster.Kubelet.IsStuck = _ => false,
        "leave for pod",
        cancellationToken);

    [Test]
    public Task A_rollout_that_does_not_get_on(CancellationToken cancellationToken) => ResumesAsync(
        cluster =>
            cluster.AddAsync(Make.Deployment("web", 2, app: "web")), cluster => cluster.Kubelet.IsStuck = _ => false, "the restart of", cancellationToken,
        begin: cluster => cluster.Kubelet.IsStuck = pod => pod.Status.Phase == "Pending");

    [Test]
    public Task A_replacement_that_does_not_get_Ready(CancellationToken cancellationToken) => ResumesAsync(
        cluster => cluster.AddAsync(WithoutSurge()), cluster => cluster.Kubelet.IsStuck = _ => false, "replaced and Ready", cancellationToken,
        begin: cluster => cluster.Kubelet.IsStuck = pod => pod.Status.Phase == "Pending");

    [Test]
    public Task A_pod_that_does_not_end(CancellationToken cancellationToken) => ResumesAsync(
        cluster => cluster.AddAsync(Make.Deployment("web", 2, app: "web")), cluster => cluster.Kubelet.IsStuck = _ => false, "gone", cancellationToken,
        begin: cluster => cluster.Kubelet.IsStuck = pod => pod.Metadata.DeletionTimestamp is not null);

    [Test]
    public Task A_job_that_runs_on(CancellationToken cancellationToken) => ResumesAsync(
        async cluster =>
        {
            await cluster.AddAsync(Make.Deployment("web", 1, app: "web"));
            await cluster.Client.CoreV1.CreateNamespacedPodAsync(Make.JobPod(), "team", cancellationToken: cancellationToken);
        },
        cluster => cluster.Kubelet.IsFinished = pod => pod.Name == "import",
        "finished",
        cancellationToken);

    [Test]
    public Task A_pod_network_that_is_unhealthy(CancellationToken cancellationToken)
    {
        var network = new GoldpingerNetwork { Ping = (_, _) => "i/o timeout" };
        return ResumesAsync(
            async cluster =>
            {
                network.Cluster = cluster;
                await cluster.AddAsync(Make.Deployment("web", 2, app: "web"));
                await cluster.Client.AppsV1.CreateNamespacedDaemonSetAsync(Mesh(), "team", cancellationToken: cancellationToken);
            },
            _ => network.Ping = (_, _) => null,
            "Nothing new is moved while the pod network is unhealthy",
            cancellationToken,
            network: network);
    }

    /// <summary>Cancels the move when it has said what it waits for, lets that come true, and moves again.</summary>
    private static async Task ResumesAsync(
        Func<TestCluster, Task> fill, Action<TestCluster> heal, string waitsFor, CancellationToken cancellationToken, Action<TestCluster>? begin = null,
        GoldpingerNetwork? network = null)
    {
        await using var cluster = await TestCluster.StartAsync(network: network, speed: Speed);
        await fill(cluster);
        await cluster.OpenBothSidesAsync((await ReplicasAsync(cluster)).Ready);
        if (network is not null)
        {
            await Task.Delay(GoldpingerIsTrusted, cluster.Time, cancellationToken);
        }

        begin?.Invoke(cluster);
        var log = new EngineLog();
        using var provider = new CniMigrationProvider(log, cluster.Time);
        await provider.Configure(
            new ConfigureRequest(ImmutableDictionary<string, string>.Empty, Values.Of(("kubeconfig", cluster.Kubeconfig("mover"))), true, true, true, true),
            cancellationToken);

        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var move = MoveAsync(provider, network is not null, cancel.Token);
        await cluster.UntilAsync(
            $"the move says {waitsFor}", () => Task.FromResult(move.IsCompleted || log.Messages.Any(m => m.Contains(waitsFor, StringComparison.Ordinal))));
        await Cancellation.EndsSoonAsync(move, cancel, cluster.Time);

        cluster.Time.Speed = Speed;
        heal(cluster);
        var again = await MoveAsync(provider, network is not null, cancellationToken);
        Assert.That(again.Outputs.Number("remaining"), Is.Zero);
        Assert.That(
            (await cluster.PodsAsync()).Where(p => p.Status.Phase == "Running" && p.Metadata.Labels.ContainsKey("app")).Select(p => p.Spec.NodeName),
            Is.Not.Empty.And.All.StartsWith("cilium"));
        Assert.That(
            (await cluster.Client.AppsV1.ListDeploymentForAllNamespacesAsync(cancellationToken: cancellationToken)).Items.Any(GuardRecord.IsHeld), Is.False);
        Assert.That((await ReplicasAsync(cluster)).Sets, Is.AtMost(2), "nothing is restarted twice");
    }

    private static async Task<CreateResponse> MoveAsync(CniMigrationProvider provider, bool looksAtTheMesh, CancellationToken cancellationToken)
    {
        var inputs = Values.Of(
            ("stage", "migrate"), ("destination", "cilium"), ("oldNodeSelector", "side=old"), ("ciliumNodeSelector", "side=cilium"),
            ("terminationTimeoutSeconds", 7200),
            ("rolloutTimeoutSeconds", 7200), ("budgetTimeoutSeconds", 7200), ("connectivityTimeoutSeconds", 7200));
        var check = await provider.Check(
            new CheckRequest(
                Urn, [], looksAtTheMesh ? inputs.SetItems(Values.Of(("goldpingerNamespace", "team"), ("goldpingerSelector", "mesh=true"))) : inputs, []),
            cancellationToken);
        return await provider.Create(new CreateRequest(Urn, check.Inputs!.ToImmutableDictionary(), TimeSpan.Zero, false), cancellationToken);
    }

    /// <summary>How many pods there will be before the move begins, and the ReplicaSets of the Deployment that has most.</summary>
    private static async Task<(int Ready, int Sets)> ReplicasAsync(TestCluster cluster)
    {
        var deployments = (await cluster.Client.AppsV1.ListDeploymentForAllNamespacesAsync()).Items;
        var sets = (await cluster.Client.AppsV1.ListReplicaSetForAllNamespacesAsync()).Items;
        var others = (await cluster.PodsAsync()).Count(p => p.Metadata.OwnerReferences?.Any(o => o.Kind == "Job") == true)
            + ((await cluster.Client.AppsV1.ListDaemonSetForAllNamespacesAsync()).Items.Count * (await cluster.Client.CoreV1.ListNodeAsync()).Items.Count);
        return (
            others + deployments.Where(d => d.Spec.Template.Spec.NodeSelector is null).Sum(d => d.Spec.Replicas ?? 1),
            sets.GroupBy(s => s.Metadata.OwnerReferences[0].Name).Select(group => group.Count()).DefaultIfEmpty().Max());
    }

    private static V1DaemonSet Mesh() => new()
    {
        Metadata = new V1ObjectMeta { Name = "goldpinger" },
        Spec = new V1DaemonSetSpec
        {
            Selector = new V1LabelSelector { MatchLabels = new Dictionary<string, string> { ["mesh"] = "true" } },
            Template = new V1PodTemplateSpec
            {
                Metadata = new V1ObjectMeta { Labels = new Dictionary<string, string> { ["mesh"] = "true" } },
                Spec = new V1PodSpec { Containers = [new V1Container { Name = "main", Image = "goldpinger:1" }] },
            },
        },
    };

    private static V1Deployment WithoutSurge()
    {
        var web = Make.Deployment("web", 2, app: "web");
        web.Spec.Strategy.RollingUpdate = new V1RollingUpdateDeployment { MaxSurge = 0, MaxUnavailable = 1 };
        return web;
    }

    private static V1PodDisruptionBudget Budget() => new()
    {
        Metadata = new V1ObjectMeta { Name = "shared", NamespaceProperty = "team" },
        Spec = new V1PodDisruptionBudgetSpec { MaxUnavailable = 1 },
    };
}
