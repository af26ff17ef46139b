using CniMigration.Migration.Errors;
using CniMigration.Migration.Nodes;
using CniMigration.Migration.Workloads;
using CniMigration.Migration.Workloads.Planning;
using CniMigration.Tests.Migration.Clusters;
using k8s;
using k8s.Models;

namespace CniMigration.Tests.Migration.Workloads;

[CancelAfter(120_000)]
public sealed class WorkloadMoverTests
{
    private static readonly MoveRequest Home = Make.ToCilium with { Destination = MoveDestination.AwsCni };

    [Test]
    public async Task One_replica_under_a_budget_of_one_moves_without_an_eviction(CancellationToken ct)
    {
        await using var cluster = await StartAsync();
        await cluster.AddAsync(Make.Deployment("web"));
        await cluster.AddAsync(Budget("web", 1));
        await cluster.OpenBothSidesAsync(pods: 1);

        var result = await MoveAsync(cluster, Make.ToCilium, ct);

        var web = await cluster.Client.AppsV1.ReadNamespacedDeploymentAsync("web", "team", cancellationToken: ct);
        Assert.Multiple(() =>
        {
            Assert.That((result.Moved, result.Restarted, result.Evicted, result.Remaining), Is.EqualTo((1, 1, 0, 0)));
            Assert.That(result.Workloads, Is.EqualTo(new[] { "Deployment team/web" }));
            Assert.That(web.Spec.Strategy.RollingUpdate.MaxUnavailable.Value, Is.EqualTo("25%"));
            Assert.That(GuardRecord.IsHeld(web), Is.False);
        });
        Assert.That(await NodesOfPodsAsync(cluster), Is.All.StartsWith("cilium"));
    }

    [Test]
    public async Task A_move_that_is_over_opens_the_side_that_it_shut(CancellationToken ct)
    {
        await using var cluster = await StartAsync();
        await cluster.OpenBothSidesAsync(pods: 0);
        await MoveAsync(cluster, Home, ct);
        Assert.That((await cluster.Client.CoreV1.ReadNodeAsync("cilium-1", cancellationToken: ct)).IsCordoned());

        await MoveAsync(cluster, Home with { Destination = MoveDestination.Stay }, ct);

        Assert.That((await cluster.Client.CoreV1.ReadNodeAsync("cilium-1", cancellationToken: ct)).IsCordoned(), Is.False);
    }

    [Test]
    public async Task While_it_restarts_no_pod_is_missing_and_the_original_is_on_record(CancellationToken ct)
    {
        await using var cluster = await StartAsync();
        await cluster.AddAsync(Make.Deployment("web", 4));
        await cluster.OpenBothSidesAsync(pods: 4);
        await cluster.UntilAsync(
            "its controller says so", async () => (await cluster.Client.AppsV1.ReadNamespacedDeploymentAsync("web", "team", cancellationToken: ct)).Status.AvailableReplicas == 4);

        var move = MoveAsync(cluster, Make.ToCilium, ct);
        var fewest = int.MaxValue;
        var held = new HashSet<string?>();
        while (!move.IsCompleted)
        {
            var web = await cluster.Client.AppsV1.ReadNamespacedDeploymentAsync("web", "team", cancellationToken: ct);
            fewest = Math.Min(fewest, web.Status.AvailableReplicas ?? 0);
            if (web.Spec.Strategy.RollingUpdate.MaxUnavailable.Value == "0")
            {
                held.Add(GuardRecord.Original(web));
            }
        }

        Assert.That((await move).Moved, Is.EqualTo(4));
        Assert.That(fewest, Is.EqualTo(4));
        Assert.That(held, Is.EqualTo(new[] { "\"25%\"" }));
    }

    [Test]
    public async Task What_cannot_surge_is_evicted_within_its_budget(CancellationToken ct)
    {
        await using var cluster = await StartAsync();
        var recreated = Make.Deployment("batch", 3);
        recreated.Spec.Strategy = new V1DeploymentStrategy { Type = "Recreate" };
        await cluster.AddAsync(recreated);
        await cluster.AddAsync(Budget("batch", 2));
        await cluster.OpenBothSidesAsync(pods: 3);

        var move = MoveAsync(cluster, Make.ToCilium, ct);
        var fewest = int.MaxValue;
        while (!move.IsCompleted)
        {
            fewest = Math.Min(fewest, (await cluster.PodsAsync()).Count(p => p.Metadata.DeletionTimestamp is null && IsReady(p)));
        }

        var result = await move;
        Assert.That((result.Moved, result.Restarted, result.Evicted, result.Remaining), Is.EqualTo((3, 0, 3, 0)));
        Assert.That(fewest, Is.GreaterThanOrEqualTo(2));
    }

    [Test]
    public async Task A_stateful_set_goes_one_pod_at_a_time(CancellationToken ct)
    {
        await using var cluster = await StartAsync();
        await cluster.Client.AppsV1.CreateNamespacedStatefulSetAsync(StatefulSet("db", 3), "team", cancellationToken: ct);
        await cluster.OpenBothSidesAsync(pods: 3);

        var move = MoveAsync(cluster, Make.ToCilium, ct);
        var order = new List<string>();
        while (!move.IsCompleted)
        {
            order.AddRange((await cluster.PodsAsync()).Where(p => p.Spec.NodeName?.StartsWith("cilium", StringComparison.Ordinal) == true)
                .Select(p => p.Metadata.Name).Except(order));
        }

        Assert.That((await move).Evicted, Is.EqualTo(3));
        Assert.That(order, Is.EqualTo(new[] { "db-2", "db-1", "db-0" }));
    }

    [Test]
    public async Task Dns_never_has_all_its_pods_away(CancellationToken ct)
    {
        await using var cluster = await StartAsync();
        var dns = Make.Deployment("coredns", 2, app: "dns");
        dns.Metadata.NamespaceProperty = "kube-system";
        dns.Spec.Template.Metadata.Labels["k8s-app"] = "kube-dns";
        await cluster.AddAsync(dns);
        await cluster.AddAsync(Make.Deployment("web", 2));
        await cluster.OpenBothSidesAsync(pods: 4);

        var result = await MoveAsync(cluster, Make.ToCilium, ct);

        Assert.That((result.Moved, result.Restarted, result.Evicted), Is.EqualTo((4, 1, 2)));
        Assert.That(
            cluster.Reporter.Lines.Where(l => l.Contains("has moved", StringComparison.Ordinal)).Select(l => l.Split(' ')[1]),
            Is.EqualTo(new[] { "kube-system/coredns", "team/web", "kube-system/coredns" }));
    }

    [Test]
    public async Task A_job_is_waited_for(CancellationToken ct)
    {
        await using var cluster = await StartAsync();
        await cluster.AddAsync(Make.Deployment("web"));
        await cluster.Client.CoreV1.CreateNamespacedPodAsync(JobPod(), "team", cancellationToken: ct);
        await cluster.OpenBothSidesAsync(pods: 2);

        var late = Assert.ThrowsAsync<GateFailedException>(() => MoveAsync(cluster, Make.ToCilium with { BudgetTimeout = TimeSpan.FromSeconds(40) }, ct));

        Assert.That(late!.Message, Does.Contain("Job team/import").And.Contain("still runs on old-").And.Not.Contain("Deployment"));
        Assert.That((await cluster.PodsAsync()).Single(p => p.Metadata.Name != "import-x").Spec.NodeName, Does.StartWith("cilium"));
    }

    [Test]
    public async Task A_blocker_leaves_everything_as_it_is(CancellationToken ct)
    {
        await using var cluster = await StartAsync();
        var bare = JobPod();
        bare.Metadata.OwnerReferences = null;
        await cluster.Client.CoreV1.CreateNamespacedPodAsync(bare, "team", cancellationToken: ct);
        await cluster.OpenBothSidesAsync(pods: 1);

        var blocked = Assert.ThrowsAsync<GateFailedException>(() => MoveAsync(cluster, Make.ToCilium, ct));

        Assert.That(blocked!.Message, Does.Contain("team/import-x").And.Contain("evictBarePods"));
        Assert.That((await cluster.Client.CoreV1.ListNodeAsync(labelSelector: "side=old", cancellationToken: ct)).Items.Any(n => n.IsCordoned()), Is.False);
    }

    [Test]
    public async Task A_pod_that_does_not_end_is_named_with_its_node(CancellationToken ct)
    {
        await using var cluster = await StartAsync();
        await cluster.AddAsync(Make.Deployment("web"));
        await cluster.OpenBothSidesAsync(pods: 1);
        cluster.Kubelet.IsStuck = pod => pod.Metadata.DeletionTimestamp is not null;

        var late = Assert.ThrowsAsync<GateFailedException>(
            () => MoveAsync(cluster, Make.ToCilium with { TerminationTimeout = TimeSpan.FromSeconds(20) }, ct));

        Assert.That(late!.Message, Does.Match("pod team/web-.* on old-. is ending since"));
    }

    [Test]
    public async Task A_strategy_that_an_earlier_run_left_held_is_put_back(CancellationToken ct)
    {
        await using var cluster = await StartAsync();
        var web = Make.Deployment("web");
        web.Metadata.Annotations = new Dictionary<string, string> { [GuardRecord.Annotation] = "\"25%\"" };
        web.Spec.Strategy.RollingUpdate.MaxUnavailable = 0;
        await cluster.AddAsync(web);
        await cluster.PodsReadyAsync(1);

        await MoveAsync(cluster, Make.ToCilium with { Destination = MoveDestination.Stay }, ct);

        var after = await cluster.Client.AppsV1.ReadNamespacedDeploymentAsync("web", "team", cancellationToken: ct);
        Assert.That((after.Spec.Strategy.RollingUpdate.MaxUnavailable.Value, GuardRecord.IsHeld(after)), Is.EqualTo(("25%", false)));
    }

    [Test]
    public async Task A_run_that_was_cut_off_is_resumed_by_the_next(CancellationToken ct)
    {
        await using var cluster = await StartAsync();
        await cluster.AddAsync(Make.Deployment("web", 4));
        await cluster.OpenBothSidesAsync(pods: 4);
        using var cut = new CancellationTokenSource();
        var first = MoveAsync(cluster, Make.ToCilium, cut.Token);
        await cluster.UntilAsync("the restart", async () => GuardRecord.IsHeld(await cluster.Client.AppsV1.ReadNamespacedDeploymentAsync("web", "team")));
        await cut.CancelAsync();
        Assert.That(async () => await first, Throws.InstanceOf<OperationCanceledException>());

        var second = await MoveAsync(cluster, Make.ToCilium, ct);

        var web = await cluster.Client.AppsV1.ReadNamespacedDeploymentAsync("web", "team", cancellationToken: ct);
        Assert.That((second.Restarted, second.Remaining), Is.EqualTo((0, 0)));
        Assert.That((web.Spec.Strategy.RollingUpdate.MaxUnavailable.Value, GuardRecord.IsHeld(web)), Is.EqualTo(("25%", false)));
    }

    [Test]
    public async Task A_run_killed_right_after_an_eviction_is_resumed_by_one_that_waits_for_the_pod_that_follows(CancellationToken ct)
    {
        await using var cluster = await StartAsync();
        var web = Make.Deployment("web");
        web.Spec.Strategy = new V1DeploymentStrategy { Type = "Recreate" };
        await cluster.AddAsync(web);
        await cluster.OpenBothSidesAsync(pods: 1);
        cluster.Kubelet.Start = TimeSpan.FromSeconds(60);
        using var cut = new CancellationTokenSource();
        var first = MoveAsync(cluster, Make.ToCilium, cut.Token);
        await cluster.UntilAsync("the new pod", async () => await NodesOfPodsAsync(cluster) is [{ } node] && node.StartsWith("cilium", StringComparison.Ordinal));
        await cut.CancelAsync();
        Assert.That(async () => await first, Throws.InstanceOf<OperationCanceledException>());

        var second = await MoveAsync(cluster, Make.ToCilium, ct);

        Assert.That((second.Evicted, second.Remaining), Is.EqualTo((0, 0)));
        Assert.That((await cluster.PodsAsync()).Select(IsReady), Is.EqualTo(new[] { true }));
    }

    [Test]
    public async Task What_is_not_Ready_for_longer_than_any_replacement_is_only_named(CancellationToken ct)
    {
        await using var cluster = await StartAsync();
        var lost = Make.Deployment("lost");
        lost.Spec.Template.Spec.NodeSelector = new Dictionary<string, string> { ["side"] = "nowhere" };
        await cluster.AddAsync(lost);
        await cluster.UntilAsync("its pod", async () => (await cluster.PodsAsync()).Count == 1);
        await cluster.OpenBothSidesAsync(pods: 0);

        var result = await MoveAsync(cluster, Make.ToCilium with { RolloutTimeout = TimeSpan.FromSeconds(30) }, ct);

        Assert.That(result.Remaining, Is.Zero);
        Assert.That(cluster.Reporter.Lines, Has.Some.Match("^warning: Not Ready, and waited for no longer: team/lost-"));
    }

    [Test]
    public async Task What_takes_our_patch_back_is_named(CancellationToken ct)
    {
        await using var cluster = await StartAsync();
        await cluster.AddAsync(Make.Deployment("web", 2));
        await cluster.OpenBothSidesAsync(pods: 2);
        cluster.Kubelet.IsStuck = pod => pod.Status.Phase == "Pending";

        var move = MoveAsync(cluster, Make.ToCilium, ct);
        await cluster.UntilAsync("the restart", async () => GuardRecord.IsHeld(await cluster.Client.AppsV1.ReadNamespacedDeploymentAsync("web", "team")));
        await cluster.Client.AppsV1.PatchNamespacedDeploymentAsync(
            new V1Patch("""{"spec":{"strategy":{"rollingUpdate":{"maxUnavailable":"25%"}}}}""", V1Patch.PatchType.MergePatch),
            "web",
            "team",
            fieldManager: "argocd-controller",
            cancellationToken: ct);

        Assert.That(Assert.ThrowsAsync<GateFailedException>(() => move)!.Message, Does.Contain("argocd-controller took maxUnavailable 0 back"));
    }

    [Test]
    public async Task With_consent_what_can_neither_surge_nor_be_evicted_is_recreated(CancellationToken ct)
    {
        await using var cluster = await StartAsync();
        var web = Make.Deployment("web");
        web.Spec.Strategy = new V1DeploymentStrategy { Type = "Recreate" };
        await cluster.AddAsync(web);
        await cluster.AddAsync(Budget("web", 1));
        await cluster.OpenBothSidesAsync(pods: 1);
        Assert.ThrowsAsync<GateFailedException>(() => MoveAsync(cluster, Make.ToCilium, ct));

        var result = await MoveAsync(cluster, Make.ToCilium with { Recreate = true }, ct);

        Assert.That((result.Moved, result.Restarted, result.Evicted, result.Remaining), Is.EqualTo((1, 0, 0, 0)));
    }

    [Test]
    public async Task The_way_home_opens_the_old_nodes_again(CancellationToken ct)
    {
        await using var cluster = await StartAsync();
        await cluster.AddAsync(Make.Deployment("web", 2));
        await cluster.OpenBothSidesAsync(pods: 2);
        await MoveAsync(cluster, Make.ToCilium, ct);

        var back = await MoveAsync(cluster, Home, ct);

        Assert.That((back.Moved, back.Remaining), Is.EqualTo((2, 0)));
        Assert.That(await NodesOfPodsAsync(cluster), Is.All.StartsWith("old"));
        var nodes = (await cluster.Client.CoreV1.ListNodeAsync(cancellationToken: ct)).Items;
        Assert.That(nodes.Where(n => n.IsCordoned()).Select(n => n.Metadata.Name), Is.EquivalentTo(new[] { "cilium-1", "cilium-2" }));
    }

    [Test]
    public async Task Moving_again_finds_nothing_to_do(CancellationToken ct)
    {
        await using var cluster = await StartAsync();
        await cluster.AddAsync(Make.Deployment("web", 2));
        await cluster.OpenBothSidesAsync(pods: 2);
        await MoveAsync(cluster, Make.ToCilium, ct);

        var again = await MoveAsync(cluster, Make.ToCilium, ct);

        Assert.That((again.Moved, again.Restarted, again.Evicted, again.Remaining), Is.EqualTo((0, 0, 0, 0)));
    }

    private static Task<TestCluster> StartAsync() => TestCluster.StartAsync();

    private static Task<MoveResult> MoveAsync(TestCluster cluster, MoveRequest request, CancellationToken ct) =>
        new WorkloadMover(cluster.Client, cluster.Time).MoveAsync(request, cluster.Reporter, ct);

    private static async Task<IReadOnlyList<string>> NodesOfPodsAsync(TestCluster cluster) => [.. (await cluster.PodsAsync()).Select(p => p.Spec.NodeName)];

    private static bool IsReady(V1Pod pod) => pod.Status?.Conditions?.Any(c => c is { Type: "Ready", Status: "True" }) == true;

    private static V1PodDisruptionBudget Budget(string name, int minAvailable) => new()
    {
        Metadata = new V1ObjectMeta { Name = name, NamespaceProperty = "team" },
        Spec = new V1PodDisruptionBudgetSpec
        {
            MinAvailable = minAvailable,
            Selector = new V1LabelSelector { MatchLabels = new Dictionary<string, string> { ["app"] = "app" } },
        },
    };

    private static V1StatefulSet StatefulSet(string name, int replicas) => new()
    {
        Metadata = new V1ObjectMeta { Name = name },
        Spec = new V1StatefulSetSpec
        {
            Replicas = replicas,
            ServiceName = name,
            Selector = new V1LabelSelector { MatchLabels = new Dictionary<string, string> { ["app"] = name } },
            Template = new V1PodTemplateSpec
            {
                Metadata = new V1ObjectMeta { Labels = new Dictionary<string, string> { ["app"] = name } },
                Spec = new V1PodSpec { Containers = [new V1Container { Name = "main", Image = "db:1" }] },
            },
        },
    };

    private static V1Pod JobPod() => new()
    {
        Metadata = new V1ObjectMeta
        {
            Name = "import-x",
            Labels = new Dictionary<string, string> { ["job"] = "import" },
            OwnerReferences = [new V1OwnerReference { ApiVersion = "other/v1", Kind = "Job", Name = "import", Uid = "uid-import", Controller = true }],
        },
        Spec = new V1PodSpec { RestartPolicy = "Never", Containers = [new V1Container { Name = "main", Image = "job:1" }] },
    };
}
